package dev.orderapp.operator.metrics.counters;

import java.util.List;

/** What a source said about one metric. */
public sealed interface SourceResult {
    /**
     * It was read; single targets may be unavailable all the same.
     *
     * @param samples of both sides, as nearly at one time as the source allows
     */
    record Read(List<TargetSample> samples) implements SourceResult {
        public Read {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Nothing can be said about either side: what was counted meanwhile waits for the next measurement.
     *
     * @param problem why, in a sentence
     */
    record Missing(String problem) implements SourceResult {}
}
