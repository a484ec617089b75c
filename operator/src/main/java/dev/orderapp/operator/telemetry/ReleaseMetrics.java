package dev.orderapp.operator.telemetry;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each release stands, as series. They are made when somebody asks, from the statuses saved last: a thousand releases
 * cost a thousand references and no meters.
 */
final class ReleaseMetrics implements MultiCollector {
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
        Gauges gauges = new Gauges();
        releases.forEach(gauges::add);
        return gauges.snapshots();
    }

    /** The page's part on releases while it is being made. */
    private static final class Gauges {
        private final GaugeSnapshot.Builder phase = gauge("phase", "1 for the phase that a release is in");
        private final GaugeSnapshot.Builder condition =
                gauge("condition", "1 where a condition is True, 0 where it is False; without a sample where unknown");
        private final GaugeSnapshot.Builder weight =
                gauge("weight", "per cent of the visitors that is set for the canary");
        private final GaugeSnapshot.Builder verdict =
                gauge("analysis_verdict", "1 for what a metric says about the release");
        private final GaugeSnapshot.Builder odds = gauge(
                "analysis_log_odds",
                "natural logarithm of the highest odds so far that the canary is worse, per metric");
        private final GaugeSnapshot.Builder events =
                gauge("analysis_events", "events that a metric has counted in this release, per version");
        private final GaugeSnapshot.Builder bad =
                gauge("analysis_bad_events", "the bad ones among those events, per version");

        private void add(Release release, OrderAppReleaseStatus status) {
            phase.dataPoint(point(release.labels("phase", status.phase().name()), 1));
            weight.dataPoint(point(release.labels(), status.weight()));
            for (Condition one : status.conditions() == null ? List.<Condition>of() : status.conditions()) {
                known(one).ifPresent(v -> condition.dataPoint(point(release.labels("condition", one.getType()), v)));
            }
            for (MetricStatus metric : status.analysis() == null ? List.<MetricStatus>of() : status.analysis()) {
                add(release, metric);
            }
        }

        private void add(Release release, MetricStatus metric) {
            odds.dataPoint(point(
                    release.labels("metric", metric.name()), metric.ratio().peak()));
            counted(release.labels("metric", metric.name(), "version", "canary"), metric.canary());
            counted(release.labels("metric", metric.name(), "version", "stable"), metric.stable());
            if (metric.verdict() != null) {
                verdict.dataPoint(point(release.labels("metric", metric.name(), "verdict", metric.verdict()), 1));
            }
        }

        private void counted(Labels labels, EventCounts counts) {
            events.dataPoint(point(labels, counts.total()));
            bad.dataPoint(point(labels, counts.bad()));
        }

        private static Optional<Double> known(Condition condition) {
            return switch (condition.getStatus()) {
                case "True" -> Optional.of(1.0);
                case "False" -> Optional.of(0.0);
                default -> Optional.empty();
            };
        }

        private MetricSnapshots snapshots() {
            return MetricSnapshots.of(
                    phase.build(),
                    condition.build(),
                    weight.build(),
                    verdict.build(),
                    odds.build(),
                    events.build(),
                    bad.build());
        }
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name("orderapp_release_" + name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
