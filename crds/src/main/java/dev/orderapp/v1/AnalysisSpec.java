package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How a canary is judged.
 *
 * @param interval how often to measure while a canary takes traffic
 * @param falseAlarm chance that an equally good release is ever rolled back, over the whole release
 * @param maxHold a step that long without a verdict: rolled back as Undecided
 * @param metrics what to judge by; the operator's defaults when absent
 * @param onNoData what a step without enough events does at the end of its hold
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisSpec(
        @Default("5s")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('1s') && duration(self) <= duration('1m')",
                message = "must be a duration from 1s to 1m, such as 5s")
        String interval,

        @Default("1%")
        @Size(max = CelRules.PERCENTAGE_LENGTH)
        @ValidationRule(
                value = CelRules.IS_PERCENTAGE + " && " + CelRules.PERCENT + " <= 20.0",
                message = "must be a percentage above 0% and at most 20%, such as 1% or 0.5%")
        String falseAlarm,

        @Default("1h")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('1s') && duration(self) <= duration('168h')",
                message = "must be a duration from 1s to 168h, such as 1h")
        String maxHold,

        @Size(max = 20) List<MetricSpec> metrics,
        @Default("Hold") OnNoData onNoData) {}
