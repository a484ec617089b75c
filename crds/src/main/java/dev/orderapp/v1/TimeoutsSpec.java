package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How long a Gateway waits. Not every implementation knows both: what it can't do, it says in the HTTPRoute's status.
 *
 * @param request from a visitor's request to the end of its answer; 0s for no limit, the implementation's own when absent
 * @param backendRequest of one request to a Pod, of which a retry makes several; 0s for no limit
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.request) || !has(self.backendRequest)"
                + " || !self.request.matches('" + HumanDuration.PATTERN + "') || !self.backendRequest.matches('"
                + HumanDuration.PATTERN + "') || duration(self.request) == duration('0s')"
                + " || duration(self.backendRequest) <= duration(self.request)",
        fieldPath = ".backendRequest",
        message = "must be no longer than timeouts.request, of which it is a part")
public record TimeoutsSpec(
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(value = CelRules.IS_DURATION, message = "must be a duration, such as 30s, or 0s for no limit")
        String request,

        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(value = CelRules.IS_DURATION, message = "must be a duration, such as 10s, or 0s for no limit")
        String backendRequest) {}
