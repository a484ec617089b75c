package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A share of bad events. It fails when the canary's share is credibly more than {@code maxRatio} times that of the stable
 * version beside it, or credibly above {@code ceiling}.
 *
 * @param name unique in the release; required
 * @param component whose Pods are read
 * @param source where the counters come from
 * @param bad required; selector of the counters of bad events, e.g. <code>http_server_requests_seconds_count{status=~"5.."}</code>
 * @param total required; selector of the counters of all events
 * @param maxRatio how many times worse than stable is still accepted
 * @param ceiling share of bad events that is never accepted, in per cent
 * @param minimum events of the canary in a step before it may pass
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.bad)",
        fieldPath = ".bad",
        reason = "FieldValueRequired",
        message =
                "must be a series, with or without labels, such as http_server_requests_seconds_count{status=~\"5..\"}")
@ValidationRule(
        value = "has(self.total)",
        fieldPath = ".total",
        reason = "FieldValueRequired",
        message = "must be a series, with or without labels, such as http_server_requests_seconds_count")
public record MetricSpec(
        @Size(max = 63)
        @ValidationRule(
                value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                message = "must be lower-case letters, digits and '-', such as server-errors")
        String name,

        @Default("backend") ComponentName component,
        @Default("Pods") MetricSource source,

        @Size(max = 1024)
        @ValidationRule(
                value = Cel.IS_SERIES,
                message =
                        "must be a series, with or without labels, such as http_server_requests_seconds_count{status=~\"5..\"}")
        String bad,

        @Size(max = 1024)
        @ValidationRule(
                value = Cel.IS_SERIES,
                message =
                        "must be a series, with or without labels, such as http_server_requests_seconds_count{status=~\"5..\"}")
        String total,

        @Default("1")
        @ValidationRule(
                value = "self >= 1.0",
                message = "must be 1 or more: 1 accepts no worse than stable, 2 twice as many")
        Double maxRatio,

        @Default("5%")
        @Size(max = Cel.PERCENTAGE_LENGTH)
        @ValidationRule(
                value = Cel.IS_PERCENTAGE,
                message = "must be a percentage above 0% and below 100%, such as 5% or 0.5%")
        String ceiling,

        @Default("50")
        @ValidationRule(value = "self >= 1 && self <= 1000000", message = "must be from 1 to 1000000 events")
        Integer minimum) {}
