package dev.orderapp.operator.observe;

import dev.orderapp.operator.analysis.Alpha;
import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.MetricRule.Question;
import dev.orderapp.operator.metrics.DefaultMetrics;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.rollout.FreezeWindow;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Scaling;
import dev.orderapp.operator.rollout.Settings;
import dev.orderapp.operator.rollout.Settings.Timing;
import dev.orderapp.operator.rollout.Step;
import dev.orderapp.v1.AnalysisSpec;
import dev.orderapp.v1.BurstCounting;
import dev.orderapp.v1.CanarySpec;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.FreezeWindowSpec;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.Percentage;
import dev.orderapp.v1.Weekday;
import dev.orderapp.v1.contract.Action;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a release asks for. The API server has checked the spec and filled its gaps, so nothing is checked or defaulted
 * here but the metrics, whose default is the operator's own.
 */
final class RequestReader {
    private final DefaultMetrics defaults;

    RequestReader(DefaultMetrics defaults) {
        this.defaults = defaults;
    }

    /**
     * What the release asks for.
     *
     * @param release as the API server has it
     * @param target the revision of its spec, empty while that can't be told
     */
    Request read(OrderAppRelease release, Optional<Revision> target) {
        OrderAppReleaseSpec spec = release.getSpec();
        return new Request(target, settings(spec), spec.paused(), freezeWindows(spec), actions(release));
    }

    /** The metrics that a release is judged by: its own, or else the defaults. */
    List<MetricSpec> metrics(OrderAppReleaseSpec spec) {
        List<MetricSpec> named = spec.analysis().metrics();
        return named == null || named.isEmpty() ? defaults.of(spec) : named;
    }

    /** What a release says of its Pods' metrics pages. */
    Map<ComponentName, MetricsPageSpec> metricsPages(OrderAppReleaseSpec spec) {
        Map<ComponentName, MetricsPageSpec> pages = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            spec.component(name).map(ComponentSpec::metrics).ifPresent(page -> pages.put(name, page));
        }
        return pages;
    }

    private Settings settings(OrderAppReleaseSpec spec) {
        return new Settings(
                scaling(spec),
                Optional.ofNullable(spec.canary().size()),
                spec.canary().steps().stream()
                        .map(s -> new Step(s.weight(), HumanDuration.parse(s.hold()), s.approval()))
                        .toList(),
                timing(spec.canary(), spec.analysis()),
                rules(spec),
                spec.analysis().onNoData());
    }

    private static List<FreezeWindow> freezeWindows(OrderAppReleaseSpec spec) {
        return Optional.ofNullable(spec.freezeWindows()).orElse(List.of()).stream()
                .map(RequestReader::freezeWindow)
                .toList();
    }

    private static FreezeWindow freezeWindow(FreezeWindowSpec window) {
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        if (window.days() != null) {
            days.removeIf(day -> !window.days().contains(Weekday.values()[day.ordinal()]));
        }
        return new FreezeWindow(
                days, LocalTime.parse(window.from()), LocalTime.parse(window.to()), ZoneId.of(window.timeZone()));
    }

    private static Map<ComponentName, Scaling> scaling(OrderAppReleaseSpec spec) {
        Map<ComponentName, Scaling> scaling = new EnumMap<>(ComponentName.class);
        scaling.put(ComponentName.backend, scaling(spec.backend()));
        Optional.ofNullable(spec.frontend()).ifPresent(f -> scaling.put(ComponentName.frontend, scaling(f)));
        return scaling;
    }

    private static Scaling scaling(ComponentSpec spec) {
        return Optional.ofNullable(spec.autoscaling())
                .map(a -> Scaling.automatic(a.min(), a.max()))
                .orElseGet(() -> Scaling.fixed(spec.replicas()));
    }

    private static Timing timing(CanarySpec canary, AnalysisSpec analysis) {
        return new Timing(
                HumanDuration.parse(analysis.interval()),
                HumanDuration.parse(canary.progressDeadline()),
                HumanDuration.parse(canary.drain()),
                HumanDuration.parse(canary.keepPrevious()),
                // A definition before this one does not put the default there.
                Optional.ofNullable(canary.keepFailed())
                        .map(HumanDuration::parse)
                        .orElse(Duration.ZERO),
                HumanDuration.parse(analysis.maxHold()),
                Optional.ofNullable(canary.unreadyDeadline()).map(HumanDuration::parse));
    }

    private List<MetricRule> rules(OrderAppReleaseSpec spec) {
        List<MetricSpec> metrics = metrics(spec);
        Map<String, Alpha> shares = ErrorBudget.share(
                Percentage.parse(spec.analysis().falseAlarm()),
                metrics.stream().map(MetricQuery::name).toList());
        return metrics.stream().map(m -> rule(m, shares)).toList();
    }

    private static MetricRule rule(MetricSpec metric, Map<String, Alpha> shares) {
        String name = MetricQuery.name(metric);
        if (metric.fewer() != null) {
            return MetricRule.fewer(name, metric.maxRatio(), metric.minimum(), delay(metric), shares.get(name));
        }
        return new MetricRule(
                name,
                metric.bursts() == BurstCounting.Once ? Question.MORE_BAD_MEASUREMENTS : Question.MORE_BAD_EVENTS,
                metric.maxRatio(),
                Percentage.parse(metric.ceiling()),
                metric.minimum(),
                delay(metric),
                shares.get(name));
    }

    /** A release that was stored before the field existed lacks it where the CRD is an older one. */
    private static Duration delay(MetricSpec metric) {
        return Optional.ofNullable(metric.delay()).map(HumanDuration::parse).orElse(Duration.ZERO);
    }

    private static Map<Action, String> actions(OrderAppRelease release) {
        Map<String, String> annotations =
                Optional.ofNullable(release.getMetadata().getAnnotations()).orElse(Map.of());
        Map<Action, String> actions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            Optional.ofNullable(annotations.get(action.annotation())).ifPresent(value -> actions.put(action, value));
        }
        return actions;
    }
}
