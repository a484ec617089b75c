package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.observe.metrics.MetricQuery.Share;
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

    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final Map<String, OriginReading> readings = new LinkedHashMap<>();
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

    Answer answer() {
        return new Answer.Read(readings.values().stream().toList());
    }

    OriginsOnPaper shows(Side side, String name, Counts counts) {
        return shows(side, name, counts.total(), counts.bad());
    }

    OriginsOnPaper shows(Side side, String name, double total, double part) {
        return shows(side, name, new Tally(Map.of("all_total", total)), new Tally(Map.of("bad_total", part)));
    }

    OriginsOnPaper shows(Side side, String name, Tally total, Tally part) {
        return counted(name, new OriginReading.Counted(origin(side, name), part, total, true));
    }

    /** Its page has no series of that name. */
    OriginsOnPaper lacks(Side side, String name) {
        return counted(name, new OriginReading.Counted(origin(side, name), Tally.NONE, Tally.NONE, false));
    }

    /** Its page shows events, but none of the part; it knows the part's name or not. */
    OriginsOnPaper lacksPart(Side side, String name, double total, boolean known) {
        Tally all = new Tally(Map.of("all_total", total));
        return counted(name, new OriginReading.Counted(origin(side, name), Tally.NONE, all, true, known));
    }

    private OriginsOnPaper counted(String name, OriginReading.Counted read) {
        readings.put(name, OriginReading.of(read, share));
        return this;
    }

    OriginsOnPaper isSilent(Side side, String name) {
        readings.put(
                name, new OriginReading.Silent(origin(side, name), "its metrics page did not arrive within 1000 ms"));
        return this;
    }

    /** From now on another process, and another origin if the id differs. */
    OriginsOnPaper restarts(String name, Instant start) {
        Origin old = origins.get(name);
        return becomes(name, new Origin(old.id(), old.name(), old.side(), start, old.fromZero()));
    }

    OriginsOnPaper becomes(String name, Origin origin) {
        origins.put(name, origin);
        OriginReading before = readings.get(name);
        readings.put(
                name,
                before instanceof OriginReading.Counted c
                        ? new OriginReading.Counted(origin, c.part(), c.total(), c.named())
                        : new OriginReading.Silent(origin, ((OriginReading.Silent) before).problem()));
        return this;
    }

    OriginsOnPaper isGone(String name) {
        readings.remove(name);
        return this;
    }

    private Origin origin(Side side, String name) {
        return origins.computeIfAbsent(name, n -> new Origin(n + "-uid", n, side, LONG_AGO, true));
    }
}
