package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.v1.ComponentName;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Pods whose counters a test sets, and their pages. */
final class PodsOnPaper implements Pages {
    static final MetricQuery QUERY = new MetricQuery(
            "server-errors", ComponentName.backend, Selector.parse("bad_total"), Selector.parse("all_total"));
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<URI, Page> pages = new HashMap<>();
    private final Map<String, PodTarget> targets = new HashMap<>();

    @Override
    public Map<URI, Page> fetch(Map<URI, Set<Selector>> wanted) {
        Map<URI, Page> fetched = new HashMap<>();
        wanted.keySet().forEach(address -> fetched.put(address, pages.get(address)));
        return fetched;
    }

    List<PodTarget> targets() {
        return new ArrayList<>(targets.values());
    }

    PodsOnPaper shows(Side side, String pod, Counts counts) {
        return shows(side, pod, counts.total(), counts.bad());
    }

    PodsOnPaper shows(Side side, String pod, double total, double bad) {
        return says(
                side,
                pod,
                new Page.Read(Map.of(QUERY.total(), OptionalDouble.of(total), QUERY.bad(), OptionalDouble.of(bad))));
    }

    /** Its page has no series of that name. */
    PodsOnPaper lacks(Side side, String pod) {
        return says(
                side,
                pod,
                new Page.Read(Map.of(QUERY.total(), OptionalDouble.empty(), QUERY.bad(), OptionalDouble.empty())));
    }

    PodsOnPaper isSilent(Side side, String pod) {
        return says(side, pod, new Page.Unreadable("its metrics page did not arrive within 1000 ms"));
    }

    PodsOnPaper startedAt(String pod, Instant start) {
        PodTarget old = targets.get(pod);
        targets.put(pod, new PodTarget(old.uid(), old.name(), old.component(), old.side(), old.page(), start));
        return this;
    }

    PodsOnPaper isGone(String pod) {
        targets.remove(pod);
        return this;
    }

    private PodsOnPaper says(Side side, String pod, Page page) {
        PodTarget target = targets.computeIfAbsent(
                pod,
                name -> new PodTarget(
                        name + "-uid",
                        name,
                        ComponentName.backend,
                        side,
                        URI.create("http://" + name + ":8080/actuator/prometheus"),
                        LONG_AGO));
        pages.put(target.page(), page);
        return this;
    }
}
