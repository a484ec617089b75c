package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of phases, told as stories of one release. */
class RolloutTest {
    private final World world = new World();

    private World stable() {
        world.settle(10);
        assertEquals(Phase.Stable, world.saved.phase());
        return world;
    }

    private World canary(Behaviour behaviour) {
        stable();
        world.behaviours.put("v2", behaviour);
        world.target = Optional.of("v2");
        return world;
    }

    private World until(Phase phase) {
        for (int i = 0; i < 300 && world.saved.phase() != phase; i++) {
            world.settle(1);
        }
        assertEquals(phase, world.saved.phase(), () -> String.join("\n", world.story));
        return world;
    }

    private Outcome lastOutcome() {
        return world.saved.history().get(0).ending().outcome();
    }

    @Test
    void theFirstRevisionServesAsSoonAsItIsAvailable() {
        stable();
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals(Reason.FirstRevision, world.saved.history().get(0).ending().reason());
    }

    @Test
    void aGoodRevisionIsPromotedThroughEveryStepAndTheOldOneStaysWarm() {
        canary(Behaviour.GOOD);
        until(Phase.Promoting);
        until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals("v1", world.saved.previous().orElseThrow().id());
        assertTrue(world.pods.containsKey("v1"));
        assertEquals(
                List.of(
                        "Initializing",
                        "Stable",
                        "Preparing",
                        "StepStarted",
                        "StepStarted",
                        "StepStarted",
                        "Promoting",
                        "Promoted"),
                world.story.stream().map(s -> s.substring(0, s.indexOf(':'))).toList());
        world.settle(80);
        assertFalse(world.pods.containsKey("v1"));
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aRevisionThatFailsAlwaysIsTakenBackAtTheFirstStepAndNotTriedAgain() {
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
        Failure failure = world.saved.failed().orElseThrow();
        assertEquals(Reason.AnalysisFailed, failure.ending().reason());
        assertTrue(
                failure.ending().message().startsWith("server-errors: canary ")
                        && failure.ending().message().contains("taken back at weight 30"),
                failure.ending().message());
        assertFalse(world.pods.containsKey("v2"));
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
    }

    @Test
    void aRevisionWhosePodsNeverGetReadyIsTakenBackAtItsDeadlineWithoutTraffic() {
        canary(Behaviour.NEVER_READY);
        until(Phase.RollingBack);
        assertEquals(0, world.saved.progress().weight());
        until(Phase.RolledBack);
        Ending ending = world.saved.failed().orElseThrow().ending();
        assertEquals(Reason.ProgressDeadlineExceeded, ending.reason());
        assertTrue(ending.message().contains("(backend 0 of 2 ready, frontend 0 of 2 ready)"), ending.message());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCrashLoopUnderTrafficIsTakenBack() {
        canary(Behaviour.CRASHES);
        until(Phase.RolledBack);
        assertEquals(
                Reason.CrashLoop, world.saved.failed().orElseThrow().ending().reason());
    }

    @Test
    void aLaterRevisionSupersedesTheCanaryAndIsTriedNext() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.target = Optional.of("v3");
        until(Phase.RollingBack);
        until(Phase.Stable);
        assertEquals(Outcome.Superseded, lastOutcome());
        until(Phase.Progressing);
        assertEquals("v3", world.saved.canary().orElseThrow().id());
    }

    @Test
    void goingBackToTheStableImageAfterARollbackStartsNothing() {
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        world.target = Optional.of("v1");
        world.settle(30);
        assertEquals(Phase.Stable, world.saved.phase());
        assertTrue(world.saved.canary().isEmpty());
        assertEquals(2, world.saved.history().size());
    }

    @Test
    void retryStartsASecondAttemptOnce() {
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        world.actions.put(Action.RETRY, "v2/1");
        until(Phase.Preparing);
        assertEquals(2, world.saved.canary().orElseThrow().attempt());
        until(Phase.RolledBack);
        world.settle(30);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(2, world.saved.failed().orElseThrow().attempt());
    }

    private World sharedOutage() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(12);
        world.outage = true;
        until(Phase.RolledBack);
        assertEquals(
                Reason.SharedOutage, world.saved.failed().orElseThrow().ending().reason());
        return world;
    }

    @Test
    void aSharedOutageTakesTheCanaryBackAndTriesItOnceMoreAfterStableHasRecovered() {
        sharedOutage();
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.outage = false;
        world.settle(50);
        assertEquals(Phase.RolledBack, world.saved.phase());
        until(Phase.Progressing);
        assertEquals(2, world.saved.canary().orElseThrow().attempt());
        until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aSecondSharedOutageOfTheSameRevisionIsTheLast() {
        sharedOutage();
        world.outage = false;
        until(Phase.Progressing);
        world.settle(12);
        world.outage = true;
        until(Phase.RolledBack);
        world.outage = false;
        world.settle(300);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(2, world.saved.failed().orElseThrow().attempt());
    }

    @Test
    void withoutVisitorsNobodyKnowsWhetherStableHasRecovered() {
        sharedOutage();
        world.outage = false;
        world.quiet = true;
        world.settle(200);
        assertEquals(Phase.RolledBack, world.saved.phase());
        world.quiet = false;
        until(Phase.Progressing);
    }

    @Test
    void anOutageThatOutlastsMaxHoldIsNotWaitedFor() {
        sharedOutage();
        world.settle(600);
        world.outage = false;
        world.settle(200);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(Optional.empty(), world.reconcile(-1).lookAgain());
    }

    @Test
    void anOutageThatIsSeenOnTheCanaryAloneIsNotShared() {
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        world.settle(300);
        assertEquals(1, world.saved.failed().orElseThrow().attempt());
    }

    @Test
    void aStepThatPassedButForAPodThatStaysUnreadyIsTakenBackAtItsDeadline() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.behaviours.put("v2", Behaviour.HALF_READY);
        world.settle(70);
        assertEquals(Phase.Progressing, world.saved.phase());
        assertEquals(0, world.saved.progress().step());
        until(Phase.RolledBack);
        Ending ending = world.saved.failed().orElseThrow().ending();
        assertEquals(Reason.ProgressDeadlineExceeded, ending.reason());
        assertTrue(ending.message().contains("(backend 1 of 2 ready, frontend 1 of 2 ready)"), ending.message());
    }

    private World withoutStatus() {
        world.saved = State.initial(world.now);
        return world;
    }

    @Test
    void aCanaryIsNotScaledDownWhileItsCountersMove() {
        world.dataPlaneLag = Duration.ofSeconds(25);
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RollingBack);
        world.settle(20);
        assertEquals(Phase.RollingBack, world.saved.phase());
        until(Phase.RolledBack);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCanaryWhoseCountersCannotBeReadIsScaledDownAfterTheDrain() {
        world.silent = true;
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RollingBack);
        world.settle(17);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aClientThatNeverLetsGoIsNotWaitedForForEver() {
        canary(Behaviour.FAILS_ALWAYS);
        until(Phase.RollingBack);
        world.dataPlaneLag = Duration.ofDays(1);
        world.lastSentTo.put("v2", world.now.plus(world.dataPlaneLag));
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
    }

    @Test
    void aStatusThatWasLostAtRestIsTakenFromWhatServes() {
        stable();
        long before = world.writes;
        withoutStatus().settle(10);
        assertEquals(Phase.Stable, world.saved.phase());
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals(before + 1, world.writes);
    }

    @Test
    void aStatusThatWasLostTogetherWithANewImageDoesNotSendVisitorsToPodsThatAreNotThere() {
        stable();
        world.target = Optional.of("v2");
        world.behaviours.put("v2", Behaviour.NEVER_READY);
        withoutStatus();
        until(Phase.RolledBack);
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCanaryWhoseStatusWasLostIsDrainedAndTriedAnew() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(5);
        withoutStatus();
        until(Phase.RollingBack);
        assertEquals("v2", world.saved.canary().orElseThrow().id());
        until(Phase.Stable);
        assertEquals(Reason.StatusLost, world.saved.history().get(0).ending().reason());
        until(Phase.Progressing);
        until(Phase.Promoting);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void abortTakesTheCanaryBackAndAStaleAbortDoesNothing() {
        world.actions.put(Action.ABORT, "v2/7");
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(5);
        assertEquals(Phase.Progressing, world.saved.phase());
        world.actions.put(Action.ABORT, "v2/1");
        until(Phase.RolledBack);
        assertEquals(Outcome.Aborted, lastOutcome());
    }

    @Test
    void promoteEndsOneHoldOnly() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(2);
        world.actions.put(Action.PROMOTE, "v2/1/0");
        world.settle(3);
        assertEquals(1, world.saved.progress().step());
        world.settle(10);
        assertEquals(1, world.saved.progress().step());
    }

    @Test
    void aDeletedCanaryIngressIsAPulledBrake() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(3);
        world.routes.remove(ComponentName.frontend);
        until(Phase.RolledBack);
        assertEquals(
                Reason.RouteRemoved, world.saved.failed().orElseThrow().ending().reason());
    }

    @Test
    void pauseHoldsTheStepAndAFailingCanaryIsTakenBackAllTheSame() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.paused = true;
        world.settle(120);
        assertEquals(0, world.saved.progress().step());
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
    }

    @Test
    void anAbsentOperatorPassesNoStep() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.settle(3);
        world.pass(Duration.ofHours(1));
        world.settle(2);
        assertEquals(0, world.saved.progress().step());
        assertEquals(Phase.Progressing, world.saved.phase());
    }

    @Test
    void aVersionFoundBrokenWhileTheOldOneIsWarmIsTurnedBackToIt() {
        canary(Behaviour.GOOD);
        until(Phase.Promoting);
        until(Phase.Stable);
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals("v1", world.stable.get(ComponentName.frontend).selects);
        assertEquals("v2", world.saved.failed().orElseThrow().revision());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aBrokenVersionFoundWhilePromotingIsTurnedBack() {
        canary(Behaviour.GOOD);
        until(Phase.Promoting);
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        until(Phase.RolledBack);
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void theOldVersionIsSentNothingForAWholeDrainBeforeTheRoutesAreCalledGone() {
        canary(Behaviour.GOOD);
        until(Phase.Promoting);
        for (int i = 0; i < 100 && !world.saved.at(Stage.RemovingRoute); i++) {
            world.settle(1);
        }
        assertEquals("v2", world.stable.get(ComponentName.backend).selects);
        assertTrue(world.now.isAfter(world.saved.since().plus(Duration.ofSeconds(10))));
    }

    @Test
    void filesOfTheOldPageCanBeHadFromTheMomentOfItsPromotionOn() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        assertEquals("v2", world.reconcile(-1).wanted().other().get(ComponentName.frontend));
        until(Phase.Promoting);
        assertEquals("v1", world.reconcile(-1).wanted().other().get(ComponentName.frontend));
        assertEquals("v2", world.reconcile(-1).wanted().canary().get(ComponentName.frontend));
        until(Phase.Stable);
        assertEquals("v1", world.reconcile(-1).wanted().other().get(ComponentName.frontend));
    }

    @Test
    void aDeletedStableDeploymentComesBackInTheMiddleOfACanary() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.pods.get("v1").remove(ComponentName.backend);
        world.reconcile(-1);
        assertEquals(2, world.pods.get("v1").get(ComponentName.backend).wanted);
    }

    @Test
    void aWeightThatWasDecidedWaitsForPodsThatWereLostSince() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.routes.replaceAll((c, route) -> new Routing.Route(route.revision(), 0));
        world.pods.get("v2").get(ComponentName.frontend).ready = 0;
        world.reconcile(-1);
        assertEquals(0, world.routes.get(ComponentName.backend).weight());
        world.settle(2);
        assertEquals(30, world.routes.get(ComponentName.backend).weight());
    }

    @Test
    void replicasFollowAtOnceButStableNeverShrinksBesideACanary() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.replicas = 3;
        world.settle(3);
        assertEquals(3, world.ready("v1", ComponentName.backend));
        assertEquals(3, world.ready("v2", ComponentName.backend));
        world.replicas = 1;
        world.settle(2);
        assertEquals(3, world.ready("v1", ComponentName.backend));
    }

    @Test
    void atRestNothingIsWritten() {
        stable();
        long before = world.writes;
        world.settle(100);
        assertEquals(before, world.writes);
        assertEquals(Optional.empty(), world.reconcile(-1).lookAgain());
    }

    @Test
    void aSpecThatCannotBeResolvedLeavesWhatRunsRunning() {
        canary(Behaviour.GOOD);
        until(Phase.Progressing);
        world.target = Optional.empty();
        until(Phase.Promoting);
        until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
    }
}
