package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import java.util.List;

/**
 * How a canary is judged.
 *
 * @param interval how often to look while a canary takes traffic
 * @param falseAlarm chance that an equally good release is ever rolled back, over the whole release
 * @param maxHold a step that long without a verdict: rolled back as Undecided
 * @param metrics what to judge by; the operator's defaults when absent
 * @param onNoData what a step without enough events does at the end of its hold
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisSpec(
        @Default("5s") String interval,
        @Default("1%") String falseAlarm,
        @Default("1h") String maxHold,
        List<MetricSpec> metrics,
        @Default("Hold") OnNoData onNoData) {}
