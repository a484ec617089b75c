package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * How many Pods of a component may be missing because nodes are drained, of each version by itself.
 *
 * @param maxUnavailable a number, or a share of the Pods such as {@code 25%}, rounded up; 1 when absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DisruptionSpec(
        @ValidationRule(
                value = "type(self) == int ? self >= 1 && self <= 1000 : self.matches('^([1-9][0-9]?|100)%$')",
                message = "must be 1 Pod or more, or a share such as 25%: with 0 no node could be drained")
        IntOrString maxUnavailable) {}
