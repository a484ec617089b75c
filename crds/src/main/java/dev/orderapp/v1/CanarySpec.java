package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How a new revision is brought up.
 *
 * @param steps shares of the visitors, rising, the last one 100
 * @param progressDeadline the canary's Pods not ready by then: rolled back
 * @param drain how long the data plane may need to follow a change
 * @param keepPrevious how long the old version stays warm after a promotion
 * @param keepFailed how long one Pod of each component of a version that was rolled back stays, without visitors, for people to look
 *     at; it goes at once when another version starts
 * @param keepLogs whether the last lines that the containers of such a version wrote are kept with its attempt; what its app logs can then be
 *     read by whoever may read ConfigMaps. Warning Events and exit codes are kept in any case
 * @param unreadyDeadline how long a component may be without a ready Pod before its version is rolled back, or given up if it is the
 *     stable one; without it 10s, or 2m where a component has a single Pod, which is gone for a while when its node is drained
 * @param size how many Pods the canary has: Full, as many as the stable version, or Weight, the step's share of them; without it
 *     Weight for a component with autoscaling, else Full
 * @param preview who gets the canary before any visitor does; nobody without it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.steps) || self.steps.all(s, !has(s.weight) || s.weight != 0 || has(self.preview) && has(s.approval) && s.approval)",
        fieldPath = ".steps",
        message = "must have approval: true in a step of weight 0, and canary.preview to say who sees it")
public record CanarySpec(
        @Default("[{\"weight\":30,\"hold\":\"5m\"},{\"weight\":50,\"hold\":\"5m\"},{\"weight\":100,\"hold\":\"2m\"}]")
        @Size(max = 20)
        @ValidationRule(
                value =
                        "self.exists(s, !has(s.weight) || s.weight < 0 || s.weight > 100) || size(self) > 0 && self.map(s, s.weight).isSorted()"
                                + " && self.all(s, self.exists_one(t, t.weight == s.weight)) && self[size(self) - 1].weight == 100",
                message = "must be one or more steps whose weights rise and end with 100, such as 30, 50, 100")
        List<StepSpec> steps,

        @Default("10m")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('1s') && duration(self) <= duration('24h')",
                message = "must be a duration from 1s to 24h, such as 10m")
        String progressDeadline,

        @Default("10s")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('1s') && duration(self) <= duration('5m')",
                message = "must be a duration from 1s to 5m, such as 10s")
        String drain,

        @Default("10m")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION + " && duration(self) <= duration('168h')",
                message = "must be a duration of at most 168h, such as 10m, or 0s to keep nothing")
        String keepPrevious,

        @Default("10m")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION + " && duration(self) <= duration('168h')",
                message = "must be a duration of at most 168h, such as 10m, or 0s to keep nothing")
        String keepFailed,

        @Default("true") Boolean keepLogs,

        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('1s') && duration(self) <= duration('1h')",
                message = "must be a duration from 1s to 1h, such as 30s")
        String unreadyDeadline,

        CanarySize size,

        PreviewSpec preview) {}
