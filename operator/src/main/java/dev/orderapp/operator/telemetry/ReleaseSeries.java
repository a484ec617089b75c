package dev.orderapp.operator.telemetry;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each release stands, as series. They are made when somebody asks, from the statuses saved last: a thousand releases
 * cost a thousand references and no meters.
 */
final class ReleaseSeries implements MultiCollector {
    private final Map<Release, OrderAppReleaseStatus> releases = new ConcurrentHashMap<>();

    /** A release by namespace and name. */
    record Release(String namespace, String name) {
        private Labels labels(String... more) {
            Labels labels = Labels.of("namespace", namespace, "release", name);
            return more.length == 0 ? labels : labels.merge(Labels.of(more));
        }
    }

    void set(Release release, OrderAppReleaseStatus status) {
        releases.put(release, status);
    }

    void remove(Release release) {
        releases.remove(release);
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder phase = gauge("orderapp_release_phase", "1 for the phase that a release is in");
        GaugeSnapshot.Builder weight =
                gauge("orderapp_release_weight", "per cent of the visitors that the canary is meant to get");
        GaugeSnapshot.Builder verdict =
                gauge("orderapp_release_analysis_verdict", "1 for what a metric says about the release");
        GaugeSnapshot.Builder odds = gauge(
                "orderapp_release_analysis_log_odds",
                "natural logarithm of the highest odds so far that the canary is worse, per metric");
        GaugeSnapshot.Builder events = gauge(
                "orderapp_release_analysis_events", "events that a metric has counted in this release, per version");
        GaugeSnapshot.Builder bad =
                gauge("orderapp_release_analysis_bad_events", "the bad ones among those events, per version");
        releases.forEach((release, status) -> {
            phase.dataPoint(point(release.labels("phase", status.phase().name()), 1));
            weight.dataPoint(point(release.labels(), status.weight()));
            for (MetricStatus metric : status.analysis() == null ? List.<MetricStatus>of() : status.analysis()) {
                odds.dataPoint(point(
                        release.labels("metric", metric.name()), metric.ratio().peak()));
                counted(release.labels("metric", metric.name(), "version", "canary"), metric.canary(), events, bad);
                counted(release.labels("metric", metric.name(), "version", "stable"), metric.stable(), events, bad);
                if (metric.verdict() != null) {
                    verdict.dataPoint(point(release.labels("metric", metric.name(), "verdict", metric.verdict()), 1));
                }
            }
        });
        return MetricSnapshots.of(
                phase.build(), weight.build(), verdict.build(), odds.build(), events.build(), bad.build());
    }

    private static void counted(
            Labels labels, EventCounts counts, GaugeSnapshot.Builder events, GaugeSnapshot.Builder bad) {
        events.dataPoint(point(labels, counts.total()));
        bad.dataPoint(point(labels, counts.bad()));
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
