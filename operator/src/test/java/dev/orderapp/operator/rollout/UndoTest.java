package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.operator.rollout.World.MigrationBehaviour;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back to a version that was promoted before, when the present one is the emergency. */
class UndoTest {
    private final World world = new World();

    private void promoteSecond() {
        world.canary(Behaviour.GOOD).until(Phase.Promoting).until(Phase.Stable);
        assertEquals("v2", stable());
    }

    private String stable() {
        return world.saved.requireStable().id();
    }

    private AttemptResult last() {
        return world.saved.history().get(0).result();
    }

    /** Until the Services select it; in seconds. */
    private long untilAllVisitorsGoTo(String version) {
        Instant from = world.now;
        for (int second = 0; second < 120 && !allVisitorsGoTo(version); second++) {
            world.settle(1);
        }
        assertTrue(allVisitorsGoTo(version), () -> String.join("\n", world.story));
        return Duration.between(from, world.now).toSeconds();
    }

    private boolean allVisitorsGoTo(String version) {
        return World.BOTH.stream().allMatch(c -> version.equals(world.stable.get(c).selects));
    }

    @Test
    void aWarmVersionGetsAllVisitorsAtOnce() {
        promoteSecond();
        world.undo("v1");
        assertTrue(untilAllVisitorsGoTo("v1") <= 5);
        world.until(Phase.Stable);

        assertEquals("v1", stable());
        assertEquals(OutcomeReason.UndoRequested, last().reason());
        assertEquals(Optional.of("v2"), world.saved.previous().map(Attempt::id));
        assertTrue(world.broken.isEmpty(), world.broken::toString);
    }

    @Test
    void aVersionWhosePodsAreGoneStartsThemFirst() {
        promoteSecond();
        world.rest(100);
        assertTrue(world.saved.previous().isEmpty());
        world.undo("v1");
        untilAllVisitorsGoTo("v1");
        world.until(Phase.Stable);

        assertEquals(OutcomeReason.UndoRequested, last().reason());
        assertTrue(world.broken.isEmpty(), world.broken::toString);
    }

    @Test
    void itsMigrationDoesNotRunAgain() {
        world.migrations.put("v1", MigrationBehaviour.COMPLETES);
        promoteSecond();
        world.rest(100);
        world.migrations.put("v1", MigrationBehaviour.FAILS);
        world.undo("v1");
        untilAllVisitorsGoTo("v1");

        assertFalse(world.jobs.containsKey("v1"));
    }

    @Test
    void aVersionThatWasNeverPromotedTakesItsSteps() {
        promoteSecond();
        world.undo("v3");
        world.until(Phase.Progressing).until(Phase.Stable);

        assertEquals(OutcomeReason.AllStepsPassed, last().reason());
    }

    @Test
    void aVersionThatWasRolledBackSinceTakesItsSteps() {
        promoteSecond();
        world.behaviours.put("v1", Behaviour.FAILS_ALWAYS);
        world.undo("v1");
        world.until(Phase.RolledBack);
        world.behaviours.put("v1", Behaviour.GOOD);
        world.actions.put(Action.RETRY, world.saved.failed().get().actionValue());
        world.until(Phase.Progressing).until(Phase.Stable);

        assertEquals(OutcomeReason.AllStepsPassed, last().reason());
    }

    @Test
    void itCountsOnce() {
        promoteSecond();
        world.undo("v1");
        world.until(Phase.Promoting).until(Phase.Stable);
        world.target = Optional.of("v2");
        world.until(Phase.Progressing).until(Phase.Stable);

        assertEquals(OutcomeReason.AllStepsPassed, last().reason());
    }

    @Test
    void aCanaryInItsStepsThatWasPromotedBeforeSkipsTheRest() {
        promoteSecond();
        world.rest(100);
        world.target = Optional.of("v1");
        world.until(Phase.Progressing);
        world.undo("v1");
        world.until(Phase.Promoting).until(Phase.Stable);

        assertEquals(OutcomeReason.UndoRequested, last().reason());
        assertTrue(world.broken.isEmpty(), world.broken::toString);
    }

    @Test
    void whatIsGoneBackToIsRolledBackWhenItIsBadNow() {
        promoteSecond();
        world.behaviours.put("v1", Behaviour.FAILS_ALWAYS);
        world.undo("v1");
        world.until(Phase.RolledBack);

        assertEquals("v2", stable());
        assertEquals(OutcomeReason.AnalysisFailed, last().reason());
        assertTrue(world.broken.isEmpty(), world.broken::toString);
    }
}
