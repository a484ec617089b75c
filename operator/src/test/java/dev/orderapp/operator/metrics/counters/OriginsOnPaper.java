package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Origins whose counters a test sets. */
final class OriginsOnPaper {
    static final MetricQuery QUERY = query(new Share("bad_total", false, "all_total"), Duration.ZERO);
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, ScrapeTarget> origins = new LinkedHashMap<>();
    private final Map<String, TargetSample> readings = new LinkedHashMap<>();
    private final Share share;

    OriginsOnPaper() {
        this(QUERY.share());
    }

    OriginsOnPaper(Share share) {
        this.share = share;
    }

    static MetricQuery query(Share share, Duration warmup) {
        return new MetricQuery("server-errors", ComponentName.backend, MetricSource.Pods, share, warmup);
    }

    SourceResult answer() {
        return new SourceResult.Read(readings.values().stream().toList());
    }

    OriginsOnPaper shows(Side side, String name, Counts counts) {
        return shows(side, name, counts.total(), counts.bad());
    }

    OriginsOnPaper shows(Side side, String name, double total, double part) {
        return shows(
                side,
                name,
                new CounterValues(Map.of("all_total", total)),
                new CounterValues(Map.of("bad_total", part)));
    }

    OriginsOnPaper shows(Side side, String name, CounterValues total, CounterValues part) {
        return counted(name, new TargetSample.Counted(origin(side, name), part, total, true));
    }

    /** Its page has no series of that name. */
    OriginsOnPaper lacks(Side side, String name) {
        return counted(
                name, new TargetSample.Counted(origin(side, name), CounterValues.NONE, CounterValues.NONE, false));
    }

    /** Its page shows events, but none of the part; it knows the part's name or not. */
    OriginsOnPaper lacksPart(Side side, String name, double total, boolean known) {
        CounterValues all = new CounterValues(Map.of("all_total", total));
        return counted(name, new TargetSample.Counted(origin(side, name), CounterValues.NONE, all, true, known));
    }

    private OriginsOnPaper counted(String name, TargetSample.Counted read) {
        readings.put(name, TargetSample.of(read, share));
        return this;
    }

    OriginsOnPaper isSilent(Side side, String name) {
        readings.put(
                name,
                new TargetSample.Unavailable(origin(side, name), "its metrics page did not arrive within 1000 ms"));
        return this;
    }

    /** From now on another process, and another origin if the id differs. */
    OriginsOnPaper restarts(String name, Instant start) {
        ScrapeTarget old = origins.get(name);
        return becomes(name, new ScrapeTarget(old.id(), old.name(), old.side(), start, old.fromZero()));
    }

    OriginsOnPaper becomes(String name, ScrapeTarget origin) {
        origins.put(name, origin);
        TargetSample before = readings.get(name);
        readings.put(
                name,
                before instanceof TargetSample.Counted c
                        ? new TargetSample.Counted(origin, c.part(), c.total(), c.named())
                        : new TargetSample.Unavailable(origin, ((TargetSample.Unavailable) before).problem()));
        return this;
    }

    OriginsOnPaper isGone(String name) {
        readings.remove(name);
        return this;
    }

    private ScrapeTarget origin(Side side, String name) {
        return origins.computeIfAbsent(name, n -> new ScrapeTarget(n + "-uid", n, side, LONG_AGO, true));
    }
}
