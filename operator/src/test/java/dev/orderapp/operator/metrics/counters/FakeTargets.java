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
final class FakeTargets {
    static final MetricQuery QUERY = query(new Share("bad_total", false, "all_total"), Duration.ZERO);
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, ScrapeTarget> origins = new LinkedHashMap<>();
    private final Map<String, TargetSample> samples = new LinkedHashMap<>();
    private final Share share;

    FakeTargets() {
        this(QUERY.share());
    }

    FakeTargets(Share share) {
        this.share = share;
    }

    static MetricQuery query(Share share, Duration warmup) {
        return new MetricQuery("server-errors", ComponentName.backend, MetricSource.Pods, share, warmup);
    }

    SourceResult answer() {
        return new SourceResult.Read(samples.values().stream().toList());
    }

    FakeTargets shows(Side side, String name, Counts counts) {
        return shows(side, name, counts.total(), counts.bad());
    }

    FakeTargets shows(Side side, String name, double total, double part) {
        return shows(
                side,
                name,
                new CounterValues(Map.of("all_total", total)),
                new CounterValues(Map.of("bad_total", part)));
    }

    FakeTargets shows(Side side, String name, CounterValues total, CounterValues part) {
        return counted(name, new TargetSample.Counted(target(side, name), part, total, true));
    }

    /** Its page has no series of that name. */
    FakeTargets lacks(Side side, String name) {
        return counted(
                name, new TargetSample.Counted(target(side, name), CounterValues.NONE, CounterValues.NONE, false));
    }

    /** Its page shows events, but none of the part; it knows the part's name or not. */
    FakeTargets lacksPart(Side side, String name, double total, boolean known) {
        CounterValues all = new CounterValues(Map.of("all_total", total));
        return counted(name, new TargetSample.Counted(target(side, name), CounterValues.NONE, all, true, known));
    }

    private FakeTargets counted(String name, TargetSample.Counted read) {
        samples.put(name, TargetSample.of(read, share));
        return this;
    }

    FakeTargets isUnavailable(Side side, String name) {
        samples.put(
                name,
                new TargetSample.Unavailable(target(side, name), "its metrics page did not arrive within 1000 ms"));
        return this;
    }

    /** From now on another process, and another target if the id differs. */
    FakeTargets restarts(String name, Instant start) {
        ScrapeTarget old = origins.get(name);
        return becomes(name, new ScrapeTarget(old.id(), old.name(), old.side(), start, old.fromZero()));
    }

    FakeTargets becomes(String name, ScrapeTarget target) {
        origins.put(name, target);
        TargetSample before = samples.get(name);
        samples.put(
                name,
                before instanceof TargetSample.Counted c
                        ? new TargetSample.Counted(target, c.part(), c.total(), c.known())
                        : new TargetSample.Unavailable(target, ((TargetSample.Unavailable) before).problem()));
        return this;
    }

    FakeTargets isGone(String name) {
        samples.remove(name);
        return this;
    }

    private ScrapeTarget target(Side side, String name) {
        return origins.computeIfAbsent(name, n -> new ScrapeTarget(n + "-uid", n, side, LONG_AGO, true));
    }
}
