package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * One step of a canary.
 *
 * @param weight per cent of the visitors, 1 to 100; required. 0 in a first step that waits for approval: testers alone see the canary, see {@code preview}
 * @param hold shortest duration of the step; only time in which the operator measured counts
 * @param approval waits after the hold until a person asks to promote
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.weight)",
        fieldPath = ".weight",
        reason = "FieldValueRequired",
        message = "must be from 1 to 100, per cent of the visitors")
public record StepSpec(
        @ValidationRule(value = "self >= 0 && self <= 100", message = "must be from 1 to 100, per cent of the visitors")
        Integer weight,

        @Default("5m")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(value = CelRules.IS_DURATION, message = "must be a duration, such as 90s or 1h30m")
        String hold,

        @Default("false") Boolean approval) {}
