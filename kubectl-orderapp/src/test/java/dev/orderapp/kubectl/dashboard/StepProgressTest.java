package dev.orderapp.kubectl.dashboard;

import static dev.orderapp.kubectl.dashboard.StepProgress.State.AHEAD;
import static dev.orderapp.kubectl.dashboard.StepProgress.State.DONE;
import static dev.orderapp.kubectl.dashboard.StepProgress.State.FAILED;
import static dev.orderapp.kubectl.dashboard.StepProgress.State.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepProgressTest {
    private static List<StepProgress.State> states(OrderAppRelease release, Optional<Integer> recorded) {
        return StepProgress.of(new ReleaseView(release), recorded).stream()
                .map(StepProgress::state)
                .toList();
    }

    private static OrderAppRelease with(OrderAppRelease release, Map<String, ?> fields) {
        return SampleStatuses.release(release, 1, SampleStatuses.with(release.getStatus(), fields));
    }

    @Test
    void theCurrentStepSaysHowLongItWasHeldAndHowManyEventsItNeeds() {
        StepProgress first = StepProgress.of(new ReleaseView(SampleReleases.atFirstStep()), Optional.empty())
                .get(0);
        assertEquals(new StepProgress(30, "5m", 300L, false, RUNNING, 42L, 19L), first);
    }

    @Test
    void stepsBeforeTheCurrentOneAreDone() {
        assertEquals(List.of(RUNNING, AHEAD, AHEAD), states(SampleReleases.atFirstStep(), Optional.empty()));
        assertEquals(
                List.of(DONE, RUNNING, AHEAD),
                states(with(SampleReleases.atFirstStep(), Map.of("step", 1)), Optional.empty()));
        assertEquals(
                List.of(DONE, DONE, DONE),
                states(with(SampleReleases.atFirstStep(), Map.of("phase", "Promoting", "step", 2)), Optional.empty()));
    }

    @Test
    void aRollbackLeavesTheStepThatItHappenedAt() {
        assertEquals(
                List.of(DONE, FAILED, AHEAD),
                states(
                        with(SampleReleases.atFirstStep(), Map.of("phase", "RollingBack", "step", 1)),
                        Optional.empty()));
        assertEquals(List.of(FAILED, AHEAD), states(SampleReleases.rolledBack(), Optional.of(0)));
        assertEquals(List.of(DONE, FAILED), states(SampleReleases.rolledBack(), Optional.of(1)));
    }

    @Test
    void withoutARecordItIsNotGuessedWhichStepFailed() {
        assertEquals(List.of(AHEAD, AHEAD), states(SampleReleases.rolledBack(), Optional.empty()));
    }

    @Test
    void allStepsOfAPromotedVersionAreDone() {
        assertEquals(
                List.of(DONE),
                states(SampleReleases.promoted(), Optional.empty()).stream()
                        .distinct()
                        .toList());
    }
}
