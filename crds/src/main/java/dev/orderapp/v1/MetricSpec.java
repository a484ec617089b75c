package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A share of bad events. It fails when the canary's share is credibly more than {@code maxRatio} times that of the stable
 * version beside it, or credibly above {@code ceiling}. Or, with {@code fewer}, a share of good events, such as orders per visit: it fails when the
 * canary's share is credibly less than that of the stable version divided by {@code maxRatio}. Entries of one name and several sources are readings of one metric;
 * each is judged by itself.
 *
 * <p>How {@code bad}, {@code good}, {@code fewer} and {@code total} are written depends on the source, see {@link MetricSource}.
 *
 * @param name of the metric; with its source unique in the release; required
 * @param component whose events are counted
 * @param source where the counters come from
 * @param bad counters of bad events; this, {@code good} or {@code fewer} is required
 * @param good counters of events that are fine, all others being bad; this, {@code bad} or {@code fewer} is required
 * @param fewer counters of good events of which the canary must not have fewer per event, for what is lost without an error; each event must be
 *     counted at the same age
 * @param total required; counters of all events
 * @param maxRatio how many times worse than stable is still accepted
 * @param ceiling share of bad events that is never accepted, in per cent; none with {@code fewer}
 * @param minimum events of the canary in a step before it may pass
 * @param warmup so long after the first events of a Pod its events don't count; source Pods only
 * @param bursts how bad events count that happen between two measurements
 * @param delay so long after it began an event is counted, with a little to spare; 0s for events that are counted at once
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.bad) || has(self.good) || has(self.fewer)",
        fieldPath = ".bad",
        reason = "FieldValueRequired",
        message = "must say which events are bad, or good which are fine, or fewer of which there must not be fewer")
@ValidationRule(
        value = "!has(self.bad) || !has(self.good)",
        fieldPath = ".good",
        reason = "FieldValueForbidden",
        message = "must not be set beside bad: what is good is what bad leaves of total")
@ValidationRule(
        value = "!has(self.fewer) || !has(self.bad) && !has(self.good)",
        fieldPath = ".fewer",
        reason = "FieldValueForbidden",
        message = "must not be set beside bad or good: make it a metric of its own")
@ValidationRule(
        value = "!has(self.fewer) || self.bursts == 'Each'",
        fieldPath = ".bursts",
        message = "must be Each beside fewer: each event is counted once")
@ValidationRule(
        value = "!has(self.fewer) || self.ceiling in ['5%', '100%']",
        fieldPath = ".ceiling",
        reason = "FieldValueForbidden",
        message = "must not be set beside fewer: it would be a share of bad events")
@ValidationRule(
        value = "has(self.total)",
        fieldPath = ".total",
        reason = "FieldValueRequired",
        message = "must say what all events are, bad and good ones")
@ValidationRule(
        value = "self.source != 'Pods' || !has(self.bad) || self.bad" + CelRules.IS_SERIES,
        fieldPath = ".bad",
        message = MetricSpec.MUST_BE_SERIES)
@ValidationRule(
        value = "self.source != 'Pods' || !has(self.good) || self.good" + CelRules.IS_SERIES,
        fieldPath = ".good",
        message = MetricSpec.MUST_BE_SERIES)
@ValidationRule(
        value = "self.source != 'Pods' || !has(self.fewer) || self.fewer" + CelRules.IS_SERIES,
        fieldPath = ".fewer",
        message = MetricSpec.MUST_BE_SERIES)
@ValidationRule(
        value = "self.source != 'Pods' || !has(self.total) || self.total" + CelRules.IS_SERIES,
        fieldPath = ".total",
        message = MetricSpec.MUST_BE_SERIES)
@ValidationRule(
        value = "self.source != 'Ingress' || !has(self.bad) || self.bad" + CelRules.ARE_REQUESTS,
        fieldPath = ".bad",
        message = MetricSpec.MUST_BE_REQUESTS)
@ValidationRule(
        value = "self.source != 'Ingress' || !has(self.good) || self.good" + CelRules.ARE_REQUESTS,
        fieldPath = ".good",
        message = MetricSpec.MUST_BE_REQUESTS)
@ValidationRule(
        value = "self.source != 'Ingress' || !has(self.fewer) || self.fewer" + CelRules.ARE_REQUESTS,
        fieldPath = ".fewer",
        message = MetricSpec.MUST_BE_REQUESTS)
@ValidationRule(
        value = "self.source != 'Ingress' || !has(self.total) || self.total" + CelRules.ARE_REQUESTS,
        fieldPath = ".total",
        message = MetricSpec.MUST_BE_REQUESTS)
@ValidationRule(
        value = "self.source != 'Prometheus' || !has(self.bad) || self.bad" + CelRules.NAMES_REVISION,
        fieldPath = ".bad",
        message = MetricSpec.MUST_NAME_REVISION)
@ValidationRule(
        value = "self.source != 'Prometheus' || !has(self.good) || self.good" + CelRules.NAMES_REVISION,
        fieldPath = ".good",
        message = MetricSpec.MUST_NAME_REVISION)
@ValidationRule(
        value = "self.source != 'Prometheus' || !has(self.fewer) || self.fewer" + CelRules.NAMES_REVISION,
        fieldPath = ".fewer",
        message = MetricSpec.MUST_NAME_REVISION)
@ValidationRule(
        value = "self.source != 'Prometheus' || !has(self.total) || self.total" + CelRules.NAMES_REVISION,
        fieldPath = ".total",
        message = MetricSpec.MUST_NAME_REVISION)
@ValidationRule(
        value = "self.source == 'Pods' || !self.warmup.matches('" + HumanDuration.PATTERN
                + "') || duration(self.warmup) == duration('0s')",
        fieldPath = ".warmup",
        reason = "FieldValueForbidden",
        message = "must be 0s unless the source is Pods: the others count all Pods of a version together")
public record MetricSpec(
        @Size(max = 63)
        @ValidationRule(
                value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                message = "must be lower-case letters, digits and '-', such as server-errors")
        String name,

        @Default("backend") ComponentName component,
        @Default("Pods") MetricSource source,
        @Size(max = MetricSpec.EXPRESSION_LENGTH) String bad,
        @Size(max = MetricSpec.EXPRESSION_LENGTH) String good,
        @Size(max = MetricSpec.EXPRESSION_LENGTH) String fewer,
        @Size(max = MetricSpec.EXPRESSION_LENGTH) String total,

        @Default("1")
        @ValidationRule(
                value = "self >= 1.0 && self <= 1000.0",
                message = "must be from 1 to 1000: 1 accepts no worse than stable, 2 twice as many")
        Double maxRatio,

        @Default("5%")
        @Size(max = CelRules.PERCENTAGE_LENGTH)
        @ValidationRule(
                value = CelRules.IS_PERCENTAGE,
                message = "must be a percentage above 0% and at most 100%, such as 5% or 0.5%; 100% turns it off")
        String ceiling,

        @Default("50")
        @ValidationRule(value = "self >= 1 && self <= 1000000", message = "must be from 1 to 1000000 events")
        Integer minimum,

        @Default("0s")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION + " && duration(self) <= duration('10m')",
                message = "must be a duration of at most 10m, such as 30s, or 0s to count at once")
        String warmup,

        @Default("Each") BurstCounting bursts,

        @Default("0s")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION + " && duration(self) <= duration('1h')",
                message = "must be a duration of at most 1h, such as 5m, or 0s for events that are counted at once")
        String delay) {

    /** A share of bad events that are counted at once. */
    public MetricSpec(
            String name,
            ComponentName component,
            MetricSource source,
            String bad,
            String good,
            String total,
            Double maxRatio,
            String ceiling,
            Integer minimum,
            String warmup,
            BurstCounting bursts) {
        this(name, component, source, bad, good, null, total, maxRatio, ceiling, minimum, warmup, bursts, null);
    }

    static final int EXPRESSION_LENGTH = 1024;

    static final String MUST_BE_SERIES =
            "must be a series, with or without labels, such as http_server_requests_seconds_count{status=~\"5..\"}";

    static final String MUST_BE_REQUESTS =
            "must be requests, with or without the labels code and method, such as requests{code=~\"5..\"}";

    static final String MUST_NAME_REVISION =
            "must contain {{revision}}, such as shop_requests_total{revision=\"{{revision}}\"}: without it, it would"
                    + " count the same for both versions";
}
