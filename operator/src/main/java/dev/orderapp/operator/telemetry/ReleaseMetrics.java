package dev.orderapp.operator.telemetry;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
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
 * The status of each release, as series. They are made at each scrape, from the statuses saved last: a thousand releases
 * cost a thousand references and no meters.
 */
final class ReleaseMetrics implements MultiCollector {
    private final Map<ResourceID, OrderAppReleaseStatus> releases = new ConcurrentHashMap<>();

    private static Labels labels(ResourceID release, String... more) {
        Labels labels = Labels.of("namespace", release.getNamespace().orElse(""), "release", release.getName());
        return more.length == 0 ? labels : labels.merge(Labels.of(more));
    }

    void set(ResourceID release, OrderAppReleaseStatus status) {
        releases.put(release, status);
    }

    void remove(ResourceID release) {
        releases.remove(release);
    }

    @Override
    public MetricSnapshots collect() {
        Gauges gauges = new Gauges();
        releases.forEach(gauges::add);
        return gauges.snapshots();
    }

    /** The gauges of all releases, for one scrape. */
    private static final class Gauges {
        private final GaugeSnapshot.Builder phase = gauge("phase", "1 for the phase that a release is in");
        private final GaugeSnapshot.Builder condition =
                gauge("condition", "1 where a condition is True, 0 where it is False; without a sample where unknown");
        private final GaugeSnapshot.Builder weight =
                gauge("weight", "per cent of the visitors that is set for the canary");
        private final GaugeSnapshot.Builder verdict =
                gauge("analysis_verdict", "1 for the verdict of a metric on the release");
        private final GaugeSnapshot.Builder odds = gauge(
                "analysis_log_odds",
                "natural logarithm of the highest odds so far that the canary is worse, per metric");
        private final GaugeSnapshot.Builder events =
                gauge("analysis_events", "events that a metric has counted in this release, per version");
        private final GaugeSnapshot.Builder bad =
                gauge("analysis_bad_events", "the bad ones among those events, per version");

        private void add(ResourceID release, OrderAppReleaseStatus status) {
            phase.dataPoint(point(labels(release, "phase", status.phase().name()), 1));
            weight.dataPoint(point(labels(release), status.weight()));
            for (Condition one : status.conditions() == null ? List.<Condition>of() : status.conditions()) {
                known(one).ifPresent(v -> condition.dataPoint(point(labels(release, "condition", one.getType()), v)));
            }
            for (MetricStatus metric : status.analysis() == null ? List.<MetricStatus>of() : status.analysis()) {
                add(release, metric);
            }
        }

        private void add(ResourceID release, MetricStatus metric) {
            odds.dataPoint(point(
                    labels(release, "metric", metric.name()), metric.ratio().peak()));
            counted(labels(release, "metric", metric.name(), "version", "canary"), metric.canary());
            counted(labels(release, "metric", metric.name(), "version", "stable"), metric.stable());
            if (metric.verdict() != null) {
                verdict.dataPoint(point(labels(release, "metric", metric.name(), "verdict", metric.verdict()), 1));
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
