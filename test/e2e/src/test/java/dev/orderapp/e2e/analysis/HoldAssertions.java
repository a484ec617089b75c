package dev.orderapp.e2e.analysis;

import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.util.function.Predicate;

/** A canary at its first step, held there for want of evidence. */
final class HoldAssertions {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Several times the hold of {@link #STEPS}. */
    private static final Duration LONG = Duration.ofSeconds(10);

    /** Steps that end at once where evidence is there. */
    static final String[] STEPS = {"30/2s", "100/2s"};

    private HoldAssertions() {}

    /** A revision takes traffic, at its first step. */
    static Predicate<OrderAppReleaseStatus> atFirstStep(String revision) {
        return s -> s.phase() == Phase.Progressing
                && s.step() == 0
                && s.stepStartedAt() != null
                && s.canary().revision().equals(revision);
    }

    /** Waits for the first step, and sees to it that it lasts much longer than its hold. */
    static OrderAppReleaseStatus staysAtFirstStep(TestInstallation installation, String revision)
            throws InterruptedException {
        installation.shop().await(atFirstStep(revision), PATIENCE, "the first step of " + revision);
        installation.shop().keeps(atFirstStep(revision), LONG, "the first step of " + revision);
        return installation.shop().timeline().last().orElseThrow();
    }

    /** A condition that something is missing speaks of it. */
    static Predicate<OrderAppReleaseStatus> lacks(String what) {
        return status -> status.conditions().stream()
                .filter(c -> c.getType().equals("MetricsAvailable"))
                .anyMatch(c -> c.getStatus().equals("False") && c.getMessage().contains(what));
    }

    /** Some condition names a metric: what the step waits for. */
    static Predicate<OrderAppReleaseStatus> names(String metric) {
        return status ->
                status.conditions().stream().anyMatch(c -> c.getMessage().contains(metric));
    }
}
