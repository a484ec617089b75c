package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Sample;
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
public final class Increments {
    private final Map<String, Map<MetricQuery, Ledger>> releases = new ConcurrentHashMap<>();

    /**
     * Looks once. To be called only when a look is due, as each one that is committed counts as one.
     *
     * @param release whose, unique in the cluster
     * @param answers what was read of each metric
     * @param now when this look began
     */
    public Reading look(String release, Map<MetricQuery, Answer> answers, Instant now) {
        Map<MetricQuery, Ledger> before = releases.computeIfAbsent(release, first -> Map.of());
        Map<MetricQuery, Ledger> after = new HashMap<>();
        Map<String, Sample> samples = new HashMap<>();
        answers.forEach((query, answer) -> {
            Ledger.Entry entry = entry(before.getOrDefault(query, Ledger.EMPTY), query, answer, now);
            after.put(query, entry.after());
            samples.put(query.name(), entry.sample());
        });
        return new Reading(samples, () -> releases.replace(release, before, after));
    }

    /** What one metric shows must not keep the others from being counted. */
    private static Ledger.Entry entry(Ledger ledger, MetricQuery query, Answer answer, Instant now) {
        try {
            return ledger.look(query, answer, now);
        } catch (RuntimeException e) {
            return ledger.held(query.name() + ": counting it failed: " + Excerpt.of(String.valueOf(e)));
        }
    }

    /** Drops what is remembered of a release: it is gone, or its canary is. */
    public void forget(String release) {
        releases.remove(release);
    }
}
