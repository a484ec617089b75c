package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.World.BOTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.operator.rollout.World.RefusedWrite;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of phases, told as stories of one release. */
class RolloutTest {
    private final World world = new World();

    @Test
    void aPodOfEachComponentOfWhatFailedStaysForPeopleUntilItsTimeIsOver() {
        world.keepFailed = Duration.ofSeconds(30);
        world.canary(Behaviour.FAILS_ALWAYS).until(Phase.RolledBack).settle(5);

        assertEquals(
                List.of(1, 1),
                world.pods.get("v2").values().stream().map(p -> p.wanted).toList());
        assertEquals(2, world.pods.get("v1").get(ComponentName.backend).wanted);

        world.settle(30);
        assertEquals(Set.of("v1"), world.pods.keySet());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void itGoesByItselfWhenNothingElseHappens() {
        world.keepFailed = Duration.ofMinutes(10);
        world.canary(Behaviour.FAILS_ALWAYS).until(Phase.RolledBack).settle(1);

        assertEquals(
                Optional.of(world.saved.since().plus(world.keepFailed)),
                world.reconcile(-1).requeueAt());
    }

    @Test
    void aNewVersionDoesNotWaitForWhatIsKept() {
        world.keepFailed = Duration.ofMinutes(10);
        world.canary(Behaviour.FAILS_ALWAYS).until(Phase.RolledBack).settle(5);
        world.target = Optional.of("v3");

        world.reconcile(-1);

        assertEquals(Phase.Preparing, world.saved.phase());
        assertEquals(Set.of("v1", "v3"), world.pods.keySet());
    }

    @Test
    void whatIsKeptGoesWhenTheStableVersionIsAskedForAgain() {
        world.keepFailed = Duration.ofMinutes(10);
        world.canary(Behaviour.FAILS_ALWAYS).until(Phase.RolledBack).settle(5);
        world.target = Optional.of("v1");

        world.reconcile(-1);

        assertEquals(Set.of("v1"), world.pods.keySet());
    }

    @Test
    void aRetryBeginsWithFreshPodsAndIsNotFailedByTheOldOnes() {
        world.keepFailed = Duration.ofMinutes(10);
        world.canary(Behaviour.CRASHES).until(Phase.RolledBack).settle(5);
        assertTrue(world.pods.get("v2").get(ComponentName.backend).crashing);
        world.actions.put(Action.RETRY, world.saved.failed().orElseThrow().actionValue());

        world.reconcile(-1);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(Set.of("v1"), world.pods.keySet());
        world.reconcile(-1);
        assertEquals(Phase.Preparing, world.saved.phase());
    }

    @Test
    void ofWhatNeverStartedNothingIsStartedToBeLookedAt() {
        world.keepFailed = Duration.ofMinutes(10);
        world.migrations.put("v2", World.MigrationBehaviour.FAILS);
        world.canary(Behaviour.GOOD).until(Phase.RolledBack).settle(5);

        assertEquals(Set.of("v1"), world.pods.keySet());
    }

    @Test
    void testersAloneSeeACanaryUntilAPersonAgrees() {
        world.preview = true;
        world.canary(Behaviour.GOOD).until(Phase.Progressing).settle(120);
        assertEquals(0, world.saved.progress().weight());
        assertEquals(
                Waiting.Kind.Approval,
                Waiting.of(world.saved, world.observe()).orElseThrow().kind());
        assertEquals(
                "StepStarted: revision v2 is open to testers (step 1 of 4)", world.story.get(world.story.size() - 1));

        world.actions.put(
                Action.PROMOTE, world.saved.canary().orElseThrow().attempt().actionValue(0));
        world.settle(2);
        assertEquals(30, world.saved.progress().weight());
        world.until(Phase.Promoting).until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void whatFailsForTestersNeverGetsAVisitor() {
        world.preview = true;
        world.canary(Behaviour.FAILS_ALWAYS).until(Phase.RolledBack);
        assertEquals(Outcome.RolledBack, lastOutcome());
        assertTrue(world.story.stream().noneMatch(s -> s.contains("% of the visitors")), () -> world.story.toString());
    }

    @Test
    void testersAreDrainedFromWhatIsRolledBackAsVisitorsAre() {
        world.preview = true;
        world.dataPlaneLag = Duration.ofSeconds(15);
        world.canary(Behaviour.GOOD).until(Phase.Progressing).settle(10);
        world.actions.put(
                Action.ABORT, world.saved.canary().orElseThrow().attempt().actionValue());
        world.until(Phase.RolledBack).settle(5);
        assertFalse(world.pods.containsKey("v2"));
        assertEquals(List.of(), world.broken);
    }

    private Outcome lastOutcome() {
        return world.saved.history().get(0).result().outcome();
    }

    @Test
    void theFirstRevisionServesAsSoonAsItIsAvailable() {
        world.stable();
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals(
                OutcomeReason.FirstRevision,
                world.saved.history().get(0).result().reason());
    }

    @Test
    void aGoodRevisionIsPromotedThroughEveryStepAndTheOldOneStaysWarm() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
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
    void thePromotionWaitsUntilTheStableServicesListTheNewPodsHoweverLongThatTakes() {
        world.canary(Behaviour.GOOD);
        world.endpointsLag = Duration.ofSeconds(20);
        world.until(Phase.Promoting);
        world.settle(15);
        assertTrue(world.saved.isAt(Barrier.SwitchingStable), world.saved.toString());
        assertEquals(100, world.routes.get(ComponentName.frontend).weight());
        world.until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void thePromotionWaitsUntilTheCanaryIngressesAreGoneHoweverLongThatTakes() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.refused.add(RefusedWrite.ROUTE_DELETIONS);
        world.settle(60);
        assertTrue(world.saved.isAt(Barrier.RemovingRoute), world.saved.toString());
        world.refused.clear();
        world.until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void anAutoscaledCanaryGetsThePodsOfEachStepBeforeItsVisitors() {
        autoscaledCanary();
        assertEquals(3, canaryPods());
        world.settle(40);
        assertEquals(50, world.saved.progress().weight());
        assertEquals(5, canaryPods());
        world.until(Phase.Promoting);
        assertEquals(10, canaryPods());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void theStableRevisionGrowsWithALoadThatTheCanaryShowsAndNoFurther() {
        autoscaledCanary();
        world.settle(3);
        world.pods.get("v2").get(ComponentName.backend).wanted = 5;
        world.settle(10);
        // More than 4 of 30 % are more than 13 of all.
        assertEquals(14, world.pods.get("v1").get(ComponentName.backend).wanted);
        assertEquals(5, canaryPods());
    }

    @Test
    void stepsThatAreCutToFewerStillEndWithTheLastOne() {
        autoscaledCanary();
        world.settle(3);
        world.lastStepAlone = true;
        world.until(Phase.Promoting);
        assertEquals(10, canaryPods());
        assertEquals(List.of(), world.broken);
    }

    /** At its first step, beside a stable revision whose autoscaler gave it ten Pods. */
    private void autoscaledCanary() {
        world.autoscalers.asked = Optional.of(Scaling.automatic(2, 20));
        world.stable();
        BOTH.forEach(c -> world.pods.get("v1").get(c).wanted = 10);
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
    }

    private int canaryPods() {
        return world.pods.get("v2").get(ComponentName.backend).wanted;
    }

    @Test
    void aRevisionThatFailsAlwaysIsRolledBackAtTheFirstStepAndNotTriedAgain() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        world.settle(100);
        assertEquals(Phase.RolledBack, world.saved.phase());
        FailedRevision failure = world.saved.failed().orElseThrow();
        assertEquals(OutcomeReason.AnalysisFailed, failure.result().reason());
        assertTrue(
                failure.result().message().startsWith("server-errors: canary ")
                        && failure.result().message().contains("rolled back at weight 30"),
                failure.result().message());
        assertFalse(world.pods.containsKey("v2"));
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
    }

    @Test
    void aRevisionWhosePodsNeverGetReadyIsRolledBackAtItsDeadlineWithoutTraffic() {
        world.canary(Behaviour.NEVER_READY);
        world.until(Phase.RollingBack);
        assertEquals(0, world.saved.progress().weight());
        world.until(Phase.RolledBack);
        AttemptResult result = world.saved.failed().orElseThrow().result();
        assertEquals(OutcomeReason.ProgressDeadlineExceeded, result.reason());
        assertTrue(result.message().contains("(backend 0 of 2 ready, frontend 0 of 2 ready)"), result.message());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCrashLoopUnderTrafficIsRolledBack() {
        world.canary(Behaviour.CRASHES);
        world.until(Phase.RolledBack);
        assertEquals(
                OutcomeReason.CrashLoop,
                world.saved.failed().orElseThrow().result().reason());
    }

    @Test
    void aLaterRevisionSupersedesTheCanaryAndIsTriedNext() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.target = Optional.of("v3");
        world.until(Phase.RollingBack);
        world.until(Phase.Stable);
        assertEquals(Outcome.Superseded, lastOutcome());
        world.until(Phase.Progressing);
        assertEquals("v3", world.saved.canary().orElseThrow().id());
    }

    @Test
    void goingBackToTheStableImageAfterARollbackStartsNothing() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        world.target = Optional.of("v1");
        world.settle(30);
        assertEquals(Phase.Stable, world.saved.phase());
        assertTrue(world.saved.canary().isEmpty());
        assertEquals(2, world.saved.history().size());
    }

    @Test
    void retryStartsASecondAttemptOnce() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        world.actions.put(Action.RETRY, "v2/2");
        world.until(Phase.Preparing);
        assertEquals(3, world.saved.canary().orElseThrow().attempt().number());
        world.until(Phase.RolledBack);
        world.settle(30);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(3, world.saved.failed().orElseThrow().attempt());
    }

    @Test
    void aStepThatPassedButForAPodThatStaysUnreadyIsRolledBackAtItsDeadline() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.behaviours.put("v2", Behaviour.HALF_READY);
        world.settle(70);
        assertEquals(Phase.Progressing, world.saved.phase());
        assertEquals(0, world.saved.progress().step());
        world.until(Phase.RolledBack);
        AttemptResult result = world.saved.failed().orElseThrow().result();
        assertEquals(OutcomeReason.ProgressDeadlineExceeded, result.reason());
        assertTrue(result.message().contains("(backend 1 of 2 ready, frontend 1 of 2 ready)"), result.message());
    }

    @Test
    void abortRollsTheCanaryBackAndAStaleAbortDoesNothing() {
        world.actions.put(Action.ABORT, "v2/7");
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(5);
        assertEquals(Phase.Progressing, world.saved.phase());
        world.actions.put(Action.ABORT, "v2/9");
        world.until(Phase.RolledBack);
        assertEquals(Outcome.Aborted, lastOutcome());
    }

    @Test
    void promoteEndsOneHoldOnly() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(2);
        world.actions.put(Action.PROMOTE, "v2/2/0");
        world.settle(3);
        assertEquals(1, world.saved.progress().step());
        world.settle(10);
        assertEquals(1, world.saved.progress().step());
    }

    @Test
    void aDeletedCanaryIngressIsAnEmergencyStop() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(3);
        world.routes.remove(ComponentName.frontend);
        world.until(Phase.RolledBack);
        assertEquals(
                OutcomeReason.RouteRemoved,
                world.saved.failed().orElseThrow().result().reason());
    }

    @Test
    void pauseHoldsTheStepAndAFailingCanaryIsRolledBackAllTheSame() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.paused = true;
        world.settle(120);
        assertEquals(0, world.saved.progress().step());
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
    }

    @Test
    void anAbsentOperatorPassesNoStep() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(3);
        world.pass(Duration.ofHours(1));
        world.settle(2);
        assertEquals(0, world.saved.progress().step());
        assertEquals(Phase.Progressing, world.saved.phase());
    }

    @Test
    void aVersionFoundBrokenWhileTheOldOneIsWarmIsRolledBackToIt() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals("v1", world.stable.get(ComponentName.frontend).selects);
        assertEquals("v2", world.saved.failed().orElseThrow().revision());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aBrokenVersionFoundWhilePromotingIsRolledBack() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aVersionThatGoesDownWhenItsPromotionIsNearlyOverIsRolledBackWithoutBeingCalledPromoted() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        while (!world.saved.isAt(Barrier.Draining)) {
            world.settle(1);
        }
        world.settle(5);
        world.behaviours.put("v2", Behaviour.NEVER_READY);
        world.until(Phase.RolledBack);
        assertEquals(
                OutcomeReason.NoReadyPods, world.saved.history().get(0).result().reason());
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
        assertFalse(world.story.stream().anyMatch(s -> s.startsWith("Promoted")), () -> String.join("\n", world.story));
    }

    /** The old version is warm, for so many seconds already, when the new one's Pods go. */
    private void promotedAndDownAfter(int seconds) {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.settle(seconds);
        world.behaviours.put("v2", Behaviour.NEVER_READY);
    }

    @Test
    void theWarmVersionDoesNotGoWhileTheNewOneIsDown() {
        promotedAndDownAfter(55);
        world.until(Phase.RolledBack);
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
    }

    @Test
    void theNextReleaseDoesNotTakeTheWarmVersionAwayWhileTheNewOneIsDown() {
        promotedAndDownAfter(15);
        world.settle(1);
        world.target = Optional.of("v3");
        world.until(Phase.RollingBack);
        assertEquals("v1", world.saved.stable().orElseThrow().id());
    }

    @Test
    void theOldVersionIsSentNothingForAWholeDrainBeforeTheRoutesAreCalledGone() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        for (int i = 0; i < 100 && !world.saved.isAt(Barrier.RemovingRoute); i++) {
            world.settle(1);
        }
        assertEquals("v2", world.stable.get(ComponentName.backend).selects);
        assertTrue(world.now.isAfter(world.saved.since().plus(Duration.ofSeconds(10))));
    }

    @Test
    void filesOfTheOldPageCanBeHadFromTheMomentOfItsPromotionOn() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        assertEquals("v2", world.reconcile(-1).desired().other().get(ComponentName.frontend));
        world.until(Phase.Promoting);
        assertEquals("v1", world.reconcile(-1).desired().other().get(ComponentName.frontend));
        assertEquals("v2", world.reconcile(-1).desired().canary().get(ComponentName.frontend));
        world.until(Phase.Stable);
        assertEquals("v1", world.reconcile(-1).desired().other().get(ComponentName.frontend));
    }

    @Test
    void aDeletedStableDeploymentComesBackInTheMiddleOfACanary() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.pods.get("v1").remove(ComponentName.backend);
        world.reconcile(-1);
        assertEquals(2, world.pods.get("v1").get(ComponentName.backend).wanted);
    }

    @Test
    void aWeightThatWasDecidedWaitsForPodsThatWereLostSince() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.routes.replaceAll((c, route) -> new Routing.Route(route.revision(), 0));
        world.pods.get("v2").get(ComponentName.frontend).ready = 0;
        world.reconcile(-1);
        assertEquals(0, world.routes.get(ComponentName.backend).weight());
        world.settle(2);
        assertEquals(30, world.routes.get(ComponentName.backend).weight());
    }

    @Test
    void replicasFollowAtOnceButStableNeverShrinksBesideACanary() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
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
        world.stable();
        long before = world.writes;
        world.settle(100);
        assertEquals(before, world.writes);
        assertEquals(Optional.empty(), world.reconcile(-1).requeueAt());
    }

    @Test
    void aWarmVersionIsNoReasonToWriteAtEachInterval() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.settle(5);
        long before = world.writes;
        world.settle(50);
        assertTrue(world.writes - before <= 1, (world.writes - before) + " writes");
    }

    @Test
    void anApprovalIsNoReasonToWriteAtEachIntervalAndABadCanaryIsRolledBackAllTheSame() {
        world.approval = true;
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(40);
        long before = world.writes;
        world.settle(100);
        assertTrue(world.writes - before <= 2, (world.writes - before) + " writes");
        world.behaviours.put("v2", Behaviour.FAILS_SOMETIMES);
        world.until(Phase.RolledBack);
    }

    @Test
    void noStepPassesOnAComparisonThatAStrangerMadeWorthlessNotEvenWhereNoDataPromotes() {
        world.onNoData = OnNoData.Promote;
        world.canary(Behaviour.GOOD);
        world.until(Phase.Preparing);
        world.poisoned = true;
        world.settle(45);
        assertEquals(Phase.Progressing, world.saved.phase());
        assertEquals(0, world.saved.progress().step());
        assertEquals(
                Waiting.Kind.Evidence,
                Waiting.of(world.saved, world.observe()).orElseThrow().kind());
        world.poisoned = false;
        world.until(Phase.Promoting);
    }

    @Test
    void aSpecThatCannotBeResolvedLeavesWhatRunsRunning() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.target = Optional.empty();
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", world.saved.stable().orElseThrow().id());
    }

    /** No request fails, and no order does: there is none. */
    @Test
    void aRevisionThatSellsNothingIsRolledBackAtItsFirstStep() {
        world.canary(Behaviour.SELLS_NOTHING).until(Phase.RolledBack);

        assertEquals(
                OutcomeReason.AnalysisFailed,
                world.saved.history().get(0).result().reason());
        String why = world.saved.history().get(0).result().message();
        assertTrue(why.startsWith("orders-per-visit: canary 0 of ") && why.contains("rolled back at weight 30"), why);
        assertEquals(List.of(), world.broken);
    }

    /** Visits that bring nothing are what a stranger adds most easily. */
    @Test
    void norIsItPromotedWhereAStrangerInventsVisitsToStable() {
        world.poisoned = true;
        world.canary(Behaviour.SELLS_NOTHING).settle(200);

        assertEquals("v1", world.saved.stable().orElseThrow().id());
    }
}
