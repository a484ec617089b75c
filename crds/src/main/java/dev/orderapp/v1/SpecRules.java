package dev.orderapp.v1;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What the operator takes for granted about a spec. The definition asks for all of it, and more; but the API server holds what
 * an earlier one let in, and may hold what a later one does.
 */
final class SpecRules {
    private static final double LARGEST_RATIO = 1e6;

    private SpecRules() {}

    /** A rule that is broken; the message begins with the field below the part that was checked. */
    static final class BrokenException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }
    }

    static void check(ComponentSpec spec) {
        require(spec.image() != null, ".image", spec.image(), "must be an image with a tag or a digest");
        require(
                spec.replicas() == null || spec.replicas() >= 1,
                ".replicas",
                spec.replicas(),
                "must be 1 or more Pods");
        if (spec.autoscaling() != null) {
            check(spec.autoscaling());
        }
        require(spec.port() == null || isPort(spec.port()), ".port", spec.port(), "must be a port, from 1 to 65535");
        if (spec.metrics() != null) {
            check(spec.metrics());
        }
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65535;
    }

    static void check(MetricsPageSpec spec) {
        IntOrString port = spec.port();
        require(
                port == null
                        || (port.getIntVal() == null
                                ? String.valueOf(port.getStrVal()).matches(CelRules.PORT_NAME)
                                : isPort(port.getIntVal())),
                ".metrics.port",
                port == null ? null : port.getValue(),
                "must be a port from 1 to 65535, or the name of a container's port");
        require(
                spec.path() == null || spec.path().matches(CelRules.PAGE_PATH),
                ".metrics.path",
                spec.path(),
                "must be a path such as /metrics, without a query");
    }

    static void check(AutoscalingSpec spec) {
        require(
                spec.min() != null && spec.min() >= 1,
                ".autoscaling.min",
                spec.min(),
                "must be the fewest Pods, at least 1");
        require(
                spec.max() != null && spec.max() >= spec.min(),
                ".autoscaling.max",
                spec.max(),
                "must be as many Pods as min, or more");
    }

    static void check(GatewaySpec spec) {
        List<ParentRefSpec> parents = spec.parentRefs();
        boolean named = parents != null
                && !parents.isEmpty()
                && parents.stream().allMatch(parent -> parent != null && parent.name() != null);
        require(
                named,
                ".parentRefs",
                parents,
                "must name a Gateway at least, such as {name: web, namespace: gateways}");
    }

    static void check(CanarySpec spec) {
        List<StepSpec> steps = spec.steps();
        require(steps != null && !steps.isEmpty(), ".steps", steps, "must be one or more steps, such as 30, 50, 100");
        for (int i = 0; i < steps.size(); i++) {
            check(steps.get(i), ".steps[" + i + "]");
            require(
                    steps.get(i).weight() > 0
                            || spec.preview() != null && steps.get(i).approval(),
                    ".steps[" + i + "].weight",
                    0,
                    "must be from 1 to 100, or 0 with approval: true and canary.preview");
        }
        duration(".progressDeadline", spec.progressDeadline());
        duration(".drain", spec.drain());
        duration(".keepPrevious", spec.keepPrevious());
        // A definition before this one does not put the default there.
        if (spec.keepFailed() != null) {
            duration(".keepFailed", spec.keepFailed());
        }
        if (spec.unreadyDeadline() != null) {
            duration(".unreadyDeadline", spec.unreadyDeadline());
        }
    }

    private static void check(StepSpec step, String field) {
        require(step != null, field, step, "must be a step with a weight");
        require(
                step.weight() != null && step.weight() >= 0 && step.weight() <= 100,
                field + ".weight",
                step.weight(),
                "must be from 1 to 100, per cent of the visitors");
        duration(field + ".hold", step.hold());
        require(step.approval() != null, field + ".approval", step.approval(), "must be true or false");
    }

    static void check(AnalysisSpec spec) {
        require(
                duration(".interval", spec.interval()).compareTo(Duration.ofSeconds(1)) >= 0,
                ".interval",
                spec.interval(),
                "must be a duration from 1s to 1m, such as 5s");
        require(
                parsed(".falseAlarm", spec.falseAlarm(), Percentage::parse) <= 0.2,
                ".falseAlarm",
                spec.falseAlarm(),
                "must be a percentage above 0% and at most 20%, such as 1% or 0.5%");
        duration(".maxHold", spec.maxHold());
        require(spec.onNoData() != null, ".onNoData", null, "must be Hold, Promote or RollBack");
        List<MetricSpec> metrics = spec.metrics() == null ? List.of() : spec.metrics();
        for (int i = 0; i < metrics.size(); i++) {
            check(metrics.get(i), ".metrics[" + i + "]");
        }
    }

    private static void check(MetricSpec metric, String field) {
        require(
                metric != null && metric.name() != null,
                field + ".name",
                null,
                "must be a name, such as server-errors");
        require(metric.component() != null, field + ".component", null, "must be backend or frontend");
        require(metric.source() != null, field + ".source", null, "must be Pods, Ingress or Prometheus");
        require(
                metric.bad() != null || metric.good() != null || metric.fewer() != null,
                field + ".bad",
                null,
                "must say which events are bad, or good which are fine, or fewer of which there must not be fewer");
        require(metric.total() != null, field + ".total", null, "must say what all events are, bad and good ones");
        require(
                metric.maxRatio() != null && metric.maxRatio() >= 1 && metric.maxRatio() <= LARGEST_RATIO,
                field + ".maxRatio",
                metric.maxRatio(),
                "must be from 1 to 1000");
        parsed(field + ".ceiling", metric.ceiling(), Percentage::parse);
        require(
                metric.minimum() != null && metric.minimum() >= 1,
                field + ".minimum",
                metric.minimum(),
                "must be from 1 to 1000000 events");
        duration(field + ".warmup", metric.warmup() == null ? "0s" : metric.warmup());
        duration(field + ".delay", metric.delay() == null ? "0s" : metric.delay());
    }

    static void check(FreezeWindowSpec[] windows) {
        each(windows, SpecRules::check);
    }

    private static void check(FreezeWindowSpec window, String field) {
        require(window != null, field, null, "must be a window, such as {days: [Sat, Sun]}");
        require(
                window.days() == null
                        || !window.days().isEmpty() && !window.days().contains(null),
                field + ".days",
                window.days(),
                "must name a day at least, such as Sat, or be left out for every day");
        require(isTime(window.from()), field + ".from", window.from(), "must be a time from 00:00 to 23:59");
        require(isTime(window.to()), field + ".to", window.to(), "must be a time from 00:00 to 23:59");
        require(
                window.timeZone() != null && ZoneId.getAvailableZoneIds().contains(window.timeZone()),
                field + ".timeZone",
                window.timeZone(),
                "is no time zone that the operator knows: write its name in the IANA database, such as Asia/Seoul or UTC");
    }

    private static boolean isTime(String text) {
        return text != null && text.matches(CelRules.TIME);
    }

    static void check(CheckSpec[] checks) {
        each(checks, SpecRules::check);
    }

    private static <T> void each(T[] items, BiConsumer<T, String> rules) {
        for (int i = 0; i < items.length; i++) {
            rules.accept(items[i], "[" + i + "]");
        }
    }

    private static void check(CheckSpec check, String field) {
        require(check != null && check.name() != null, field + ".name", null, "must be a name, such as smoke-test");
        require(check.at() != null, field + ".at", null, "must be beforeTraffic, step or afterPromotion");
        duration(field + ".deadline", check.deadline());
        require(
                check.job() == null ? check.http() != null : check.http() == null,
                field + ".job",
                null,
                "must say what to run, or http what to ask for");
        require(
                check.job() == null || check.job().image() != null,
                field + ".job.image",
                null,
                "must be an image with a tag or a digest");
        require(
                check.http() == null
                        || check.http().path() != null
                                && check.http().component() != null
                                && check.http().expect() != null
                                && check.http().expect().status() != null,
                field + ".http",
                null,
                "must say component, path and expect.status");
    }

    private static Duration duration(String field, String text) {
        return parsed(field, text, HumanDuration::parse);
    }

    private static <T> T parsed(String field, String text, Function<String, T> parser) {
        try {
            return parser.apply(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new BrokenException(field + ": " + e.getMessage());
        }
    }

    private static void require(boolean holds, String field, Object value, String sentence) {
        if (!holds) {
            throw new BrokenException(field + (value == null ? "" : ": " + value) + " " + sentence);
        }
    }
}
