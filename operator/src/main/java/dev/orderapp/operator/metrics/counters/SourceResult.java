package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Concentration;
import java.util.List;

/** What a source said about one metric. */
public sealed interface SourceResult {
    /**
     * It was read; single targets may be unavailable all the same.
     *
     * @param samples of both sides, as nearly at one time as the source allows
     * @param concentrations from how few the recent failures come, where the application tells
     */
    record Read(List<TargetSample> samples, List<Concentration> concentrations) implements SourceResult {
        public Read {
            samples = List.copyOf(samples);
            concentrations = List.copyOf(concentrations);
        }

        /** Of a source that doesn't tell where failures come from. */
        public Read(List<TargetSample> samples) {
            this(samples, List.of());
        }
    }

    /**
     * Nothing can be said about either side: what was counted meanwhile waits for the next measurement.
     *
     * @param problem why, in a sentence
     */
    record Missing(String problem) implements SourceResult {}
}
