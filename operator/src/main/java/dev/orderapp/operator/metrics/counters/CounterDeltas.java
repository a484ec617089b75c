package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Sample;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what was counted since the last measurement, per release and metric. Remembers in memory where each counter stood: after a
 * restart the first measurement begins anew, and both sides lose the same interval. So does a metric that one measurement was not asked
 * for.
 *
 * <p>Safe for use by many threads, as long as no two of them measure the same release at a time.
 */
public final class CounterDeltas {
    private final Map<ResourceID, Map<MetricQuery, CounterState>> releases = new ConcurrentHashMap<>();

    /**
     * Compares what was read with the counters of the last measurement. To be called only when a measurement is due, as each one that is
     * committed counts as one.
     *
     * @param release whose
     * @param results what was read of each metric
     * @param now when this measurement began
     */
    public PendingSamples measure(ResourceID release, Map<MetricQuery, SourceResult> results, Instant now) {
        Map<MetricQuery, CounterState> before = releases.computeIfAbsent(release, first -> Map.of());
        Map<MetricQuery, CounterState> after = new HashMap<>();
        Map<String, Sample> samples = new HashMap<>();
        results.forEach((query, result) -> {
            CounterState.Measurement measured =
                    measure(before.getOrDefault(query, CounterState.EMPTY), query, result, now);
            after.put(query, measured.after());
            samples.put(query.name(), measured.sample());
        });
        return new PendingSamples(release, samples, before, after);
    }

    /**
     * Counts a measurement. To be called once the evidence that includes its samples is saved, and never before: after a crash between the
     * two, events would be lost. Does nothing the second time, nor after another measurement of the same release was committed or the
     * release was forgotten.
     */
    public void commit(PendingSamples measured) {
        releases.replace(measured.release(), measured.before(), measured.after());
    }

    /** What one metric shows must not keep the others from being counted. */
    private static CounterState.Measurement measure(
            CounterState state, MetricQuery query, SourceResult result, Instant now) {
        try {
            return state.measure(query, result, now);
        } catch (RuntimeException e) {
            return state.hold(query.name() + ": counting it failed: " + Truncated.of(String.valueOf(e)));
        }
    }

    /** Drops what is remembered of a release: it is gone, or its canary is. */
    public void forget(ResourceID release) {
        releases.remove(release);
    }
}
