package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.exposition.Truncated;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what was counted since the last look, per release and metric. Remembers in memory where each counter stood: after a restart
 * the first look begins anew, and both sides lose the same interval. So does a metric that one look was not asked for.
 *
 * <p>Safe for use by many threads, as long as no two of them look at the same release at a time.
 */
public final class CounterDeltas {
    private final Map<String, Map<MetricQuery, CounterState>> releases = new ConcurrentHashMap<>();

    /**
     * Looks once. To be called only when a look is due, as each one that is committed counts as one.
     *
     * @param release whose, unique in the cluster
     * @param answers what was read of each metric
     * @param now when this look began
     */
    public PendingSamples look(String release, Map<MetricQuery, SourceResult> answers, Instant now) {
        Map<MetricQuery, CounterState> before = releases.computeIfAbsent(release, first -> Map.of());
        Map<MetricQuery, CounterState> after = new HashMap<>();
        Map<String, Sample> samples = new HashMap<>();
        answers.forEach((query, answer) -> {
            CounterState.Entry entry = entry(before.getOrDefault(query, CounterState.EMPTY), query, answer, now);
            after.put(query, entry.after());
            samples.put(query.name(), entry.sample());
        });
        return new PendingSamples(samples, () -> releases.replace(release, before, after));
    }

    /** What one metric shows must not keep the others from being counted. */
    private static CounterState.Entry entry(CounterState ledger, MetricQuery query, SourceResult answer, Instant now) {
        try {
            return ledger.look(query, answer, now);
        } catch (RuntimeException e) {
            return ledger.held(query.name() + ": counting it failed: " + Truncated.of(String.valueOf(e)));
        }
    }

    /** Drops what is remembered of a release: it is gone, or its canary is. */
    public void forget(String release) {
        releases.remove(release);
    }
}
