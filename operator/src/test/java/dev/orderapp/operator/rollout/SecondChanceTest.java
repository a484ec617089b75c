package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The second chance after a shared outage, or after a comparison that proved nothing. */
class SecondChanceTest {
    private final World world = new World();

    private World sharedOutage() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(12);
        world.outage = true;
        world.until(Phase.RolledBack);
        assertEquals(
                OutcomeReason.SharedOutage,
                world.saved.failed().orElseThrow().result().reason());
        return world;
    }

    @Test
    void aSharedOutageRollsTheCanaryBackAndTriesItOnceMoreAfterStableHasRecovered() {
        sharedOutage();
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.outage = false;
        world.settle(50);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.until(Phase.Progressing);
        assertEquals(3, world.saved.canary().orElseThrow().attempt().number());
        world.until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aSecondSharedOutageOfTheSameRevisionIsTheLast() {
        sharedOutage();
        world.outage = false;
        world.until(Phase.Progressing);
        world.settle(12);
        world.outage = true;
        world.until(Phase.RolledBack);
        world.outage = false;
        world.settle(300);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(3, world.saved.failed().orElseThrow().attempt());
    }

    @Test
    void withoutVisitorsTheRecoveryOfStableIsNotKnown() {
        sharedOutage();
        world.outage = false;
        world.withoutVisitors = true;
        world.settle(200);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.withoutVisitors = false;
        world.until(Phase.Progressing);
    }

    @Test
    void anOutageThatOutlastsMaxHoldIsNotWaitedFor() {
        sharedOutage();
        world.settle(600);
        world.outage = false;
        world.settle(200);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(Optional.empty(), world.reconcile(-1).requeueAt());
    }

    @Test
    void anOutageThatIsSeenOnTheCanaryAloneIsNotShared() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        world.settle(300);
        assertEquals(2, world.saved.failed().orElseThrow().attempt());
    }

    /** A stranger fails on both versions for as long as a step may go without a verdict. */
    private void unsoundComparison() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Preparing);
        world.poisoned = true;
        world.settle(600);
        world.until(Phase.RolledBack);
        AttemptResult result = world.saved.failed().orElseThrow().result();
        assertEquals(OutcomeReason.ComparisonUnsound, result.reason());
        assertEquals(Outcome.Undecided, result.outcome());
    }

    @Test
    void aComparisonThatProvedNothingForMaxHoldEndsTheStepAndTheCanaryIsTriedOnceMoreWhenStableIsAsItWas() {
        unsoundComparison();
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.poisoned = false;
        world.until(Phase.Progressing);
        assertEquals(3, world.saved.canary().orElseThrow().attempt().number());
        world.until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aSecondUnsoundComparisonOfTheSameRevisionIsTheLast() {
        unsoundComparison();
        world.poisoned = false;
        world.until(Phase.Preparing);
        world.poisoned = true;
        world.settle(600);
        world.until(Phase.RolledBack);
        world.poisoned = false;
        world.settle(300);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(3, world.saved.failed().orElseThrow().attempt());
    }
}
