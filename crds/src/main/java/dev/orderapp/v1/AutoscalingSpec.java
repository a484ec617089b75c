package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;

/**
 * How a component's Pods follow the load: each revision gets a HorizontalPodAutoscaler of its own for it.
 *
 * @param min fewest Pods of the version that serves, at least 1; required
 * @param max most Pods of one version; required
 * @param metrics as in a HorizontalPodAutoscaler; without them 80 % of the requested cpu
 * @param behavior as in a HorizontalPodAutoscaler; the operator forbids scaling down while a release goes on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.min)",
        fieldPath = ".min",
        reason = "FieldValueRequired",
        message = "must be the fewest Pods, at least 1")
@ValidationRule(
        value = "has(self.max)",
        fieldPath = ".max",
        reason = "FieldValueRequired",
        message = "must be the most Pods, at most 1000")
@ValidationRule(
        value = "!has(self.min) || !has(self.max) || self.min <= self.max",
        fieldPath = ".max",
        message = "must be as many Pods as min, or more")
public record AutoscalingSpec(
        @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be from 1 to 1000 Pods")
        Integer min,

        @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be from 1 to 1000 Pods")
        Integer max,

        @Size(max = 20) List<MetricSpec> metrics,

        HorizontalPodAutoscalerBehavior behavior) {}
