package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * One step of a canary.
 *
 * @param weight per cent of the visitors, 1 to 100
 * @param hold how long at least; only time in which the operator looked counts
 * @param approval waits after the hold until somebody says promote
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepSpec(
        @Required
        @ValidationRule(value = "self >= 1 && self <= 100", message = "must be from 1 to 100, per cent of the visitors")
        Integer weight,

        @Default("5m")
        @Size(max = Cel.DURATION_LENGTH)
        @ValidationRule(
                value = Cel.IS_DURATION + " && duration(self) <= duration('168h')",
                message = "must be a duration of at most 168h, such as 90s or 1h30m")
        String hold,

        @Default("false") Boolean approval) {}
