package dev.orderapp.kubectl.view;

import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import java.time.Duration;
import java.util.Optional;

/** What a step asks for, and how far it is. */
final class StepText {
    private StepText() {}

    /** For example {@code 30 %, hold 5m, approval}; where no visitor sees the canary, {@code testers, hold 5m, approval}. */
    static String plan(StepSpec step) {
        return (step.weight() == 0 ? "testers" : NumberFormats.weight(step.weight())) + ", hold " + step.hold()
                + (Boolean.TRUE.equals(step.approval()) ? ", approval" : "");
    }

    /**
     * For example {@code 30 % set, 29 % observed, held 40 s}.
     *
     * @param unobserved what stands in place of the observed weight while there is none
     */
    static String progress(Optional<OrderAppReleaseStatus> status, String unobserved) {
        String set = status.map(OrderAppReleaseStatus::weight)
                .map(w -> NumberFormats.weight(w) + " set")
                .orElse("not set");
        String observed = status.map(OrderAppReleaseStatus::observedWeight)
                .map(w -> ", " + NumberFormats.weight(w) + " observed")
                .orElse(unobserved);
        String held = status.map(OrderAppReleaseStatus::heldSeconds)
                .map(s -> ", held " + DurationFormats.inSentence(Duration.ofSeconds(s.longValue())))
                .orElse("");
        return set + observed + held;
    }
}
