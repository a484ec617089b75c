package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Sample;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads counters from Pods and says what was counted since the last look, per release and metric. Remembers in memory where each
 * counter stood: after a restart the first look begins anew, and both sides lose the same interval.
 *
 * <p>Safe for use by many threads, as long as no two of them read the same release at a time.
 */
public final class Increments {
    private final Pages pages;
    private final Map<String, Map<MetricQuery, Ledger>> releases = new ConcurrentHashMap<>();

    public Increments(PodPages pages) {
        this((Pages) pages);
    }

    Increments(Pages pages) {
        this.pages = pages;
    }

    /**
     * Looks once. To be called only when a look is due, as each one that is committed counts as one.
     *
     * @param release whose, unique in the cluster
     * @param queries the metrics
     * @param targets all Pods to read, of both sides; those of a component that no metric asks for are not read
     * @param now when this look begins
     */
    public Reading read(String release, List<MetricQuery> queries, List<PodTarget> targets, Instant now) {
        Map<URI, Page> fetched = pages.fetch(wanted(queries, targets));
        Map<MetricQuery, Ledger> before = releases.computeIfAbsent(release, first -> Map.of());
        Map<MetricQuery, Ledger> after = new HashMap<>();
        Map<String, Sample> samples = new HashMap<>();
        for (MetricQuery query : queries) {
            List<PodReading> readings = targets.stream()
                    .filter(pod -> pod.component() == query.component())
                    .map(pod -> PodReading.of(pod, query, fetched.get(pod.page())))
                    .toList();
            Ledger.Entry entry = before.getOrDefault(query, Ledger.EMPTY).look(query, readings, now);
            after.put(query, entry.after());
            samples.put(query.name(), entry.sample());
        }
        return new Reading(samples, () -> releases.replace(release, before, after));
    }

    /** Drops what is remembered of a release: it is gone, or its canary is. */
    public void forget(String release) {
        releases.remove(release);
    }

    private static Map<URI, Set<Selector>> wanted(List<MetricQuery> queries, List<PodTarget> targets) {
        Map<URI, Set<Selector>> wanted = new HashMap<>();
        for (PodTarget pod : targets) {
            for (MetricQuery query : queries) {
                if (query.component() == pod.component()) {
                    wanted.computeIfAbsent(pod.page(), first -> new HashSet<>())
                            .addAll(List.of(query.bad(), query.total()));
                }
            }
        }
        return wanted;
    }
}
