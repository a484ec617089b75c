package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * Which counters make up one metric.
 *
 * @param name of the query, unique in the release, see {@link #name(MetricSpec)}
 * @param component whose events count
 * @param source where the counters are read
 * @param share of which events
 * @param warmup so long after the first events of a Pod its events don't count
 */
public record MetricQuery(String name, ComponentName component, MetricSource source, Share share, Duration warmup) {

    /**
     * A share of all events, in the source's notation.
     *
     * @param part counters of the bad events, or of the good ones, all of them counted by {@code total} too
     * @param good whether the part is good
     * @param total counters of all events
     */
    public record Share(String part, boolean good, String total) {
        Counts counts(double partCounted, double totalCounted) {
            long all = Math.round(totalCounted);
            // Where an event counts when it begins and as bad when it ends, an interval can have more ends than
            // beginnings.
            long some = Math.min(all, Math.round(partCounted));
            return new Counts(all, good ? all - some : some);
        }
    }

    /** What a release asks for. A release that was stored before a field existed lacks it where the CRD is an older one. */
    public static MetricQuery of(MetricSpec metric) {
        Optional<String> good = Optional.ofNullable(metric.good()).or(() -> Optional.ofNullable(metric.fewer()));
        Share share = new Share(good.orElse(metric.bad()), good.isPresent(), metric.total());
        Duration warmup =
                Optional.ofNullable(metric.warmup()).map(HumanDuration::parse).orElse(Duration.ZERO);
        return new MetricQuery(name(metric), metric.component(), metric.source(), share, warmup);
    }

    /** Name of a query, in the status and everywhere: the metric's alone if Pods are read, else with the source behind it. */
    public static String name(MetricSpec metric) {
        return metric.source() == MetricSource.Pods ? metric.name() : metric.name() + " (" + metric.source() + ")";
    }
}
