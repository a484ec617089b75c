package dev.orderapp.operator.metrics.counters;

import java.util.List;

/** What a source said about one metric. */
public sealed interface SourceResult {
    /**
     * It was read; single origins may be silent all the same.
     *
     * @param readings of both sides, as nearly at one time as the source allows
     */
    record Read(List<TargetSample> readings) implements SourceResult {
        public Read {
            readings = List.copyOf(readings);
        }
    }

    /**
     * Nothing can be said about either side: what was counted meanwhile waits for the next look.
     *
     * @param problem why, in a sentence
     */
    record Missing(String problem) implements SourceResult {}
}
