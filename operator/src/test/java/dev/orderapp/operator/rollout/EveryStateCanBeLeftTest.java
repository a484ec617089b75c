package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.operator.rollout.World.MigrationBehaviour;
import dev.orderapp.operator.rollout.World.RefusedWrite;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States that held a release for ever, or ended it for the wrong reason: each can be left by a change of the spec. */
class EveryStateCanBeLeftTest {
    private final World world = new World();

    private OutcomeReason failed() {
        return world.saved.failed().orElseThrow().result().reason();
    }

    private Waiting waiting() {
        return Waiting.of(world.saved, world.observe()).orElseThrow();
    }

    private String stable() {
        return world.saved.stable().orElseThrow().id();
    }

    private void dies(String revision) {
        world.behaviours.put(revision, Behaviour.NEVER_READY);
    }

    @Test
    void aFixTakesOverFromAStableVersionThatIsDead() {
        world.stable();
        dies("v1");
        world.settle(20);
        world.target = Optional.of("v2");
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", stable());
        FinishedAttempt last = world.saved.history().get(0);
        assertEquals(OutcomeReason.StableDown, last.result().reason());
        assertEquals(Outcome.Promoted, last.result().outcome());
        assertFalse(
                world.story.stream().anyMatch(s -> s.startsWith("StepStarted")), () -> String.join("\n", world.story));
    }

    @Test
    void aSecondFixFollowsAFirstThatIsWrongThoughTheStableVersionIsDead() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.Progressing);
        dies("v1");
        world.until(Phase.RollingBack);
        world.settle(60);
        assertEquals(Phase.RollingBack, world.saved.phase());
        assertEquals(Waiting.Kind.StableRevision, waiting().kind());
        world.target = Optional.of("v3");
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v3", stable());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCanaryThatNoVisitorWasSentToEndsThoughTheStableVersionIsDead() {
        world.stable();
        dies("v1");
        world.behaviours.put("v2", Behaviour.NEVER_READY);
        world.target = Optional.of("v2");
        world.until(Phase.RollingBack);
        world.until(Phase.RolledBack);
        world.target = Optional.of("v3");
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v3", stable());
    }

    @Test
    void aReadyCanaryTakesOverInTheMiddleOfAStepWhenTheStableVersionDies() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(3);
        dies("v1");
        world.settle(15);
        assertEquals(Phase.Promoting, world.saved.phase());
        world.until(Phase.Stable);
        assertEquals("v2", stable());
    }

    @Test
    void aPauseKeepsACanaryFromTakingOver() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.paused = true;
        dies("v1");
        world.settle(60);
        assertEquals(Phase.Progressing, world.saved.phase());
        assertEquals(Waiting.Kind.Pause, waiting().kind());
    }

    @Test
    void aMigrationThatNeverBeginsIsGivenUpAtTheDeadline() {
        world.migrations.put("v2", MigrationBehaviour.NEVER_BEGINS);
        world.canary(Behaviour.GOOD);
        world.until(Phase.Preparing);
        world.settle(5);
        assertEquals(Waiting.Kind.Migration, waiting().kind());
        assertTrue(waiting().until().isPresent());
        world.until(Phase.RolledBack);
        assertEquals(OutcomeReason.ProgressDeadlineExceeded, failed());
        world.settle(2);
        assertEquals(
                Migration.Absent,
                world.observe().cluster().workloads("v2").migration().status());
    }

    @Test
    void aMigrationThatRunsIsWaitedForWithoutADeadline() {
        world.migrations.put("v2", MigrationBehaviour.HANGS);
        world.canary(Behaviour.GOOD);
        world.settle(300);
        assertEquals(Phase.Preparing, world.saved.phase());
        assertEquals(Optional.empty(), waiting().until());
        world.migrations.put("v2", MigrationBehaviour.COMPLETES);
        world.until(Phase.Progressing);
    }

    @Test
    void aCanaryWhoseMigrationFailedIsGivenUpAtOnceForThatReason() {
        world.migrations.put("v2", MigrationBehaviour.FAILS);
        world.canary(Behaviour.GOOD);
        world.until(Phase.RolledBack);
        assertEquals(OutcomeReason.MigrationFailed, failed());
        assertFalse(world.pods.containsKey("v2"));
        assertEquals(List.of(), world.broken);
    }

    @Test
    void theNextMigrationWaitsForTheOneThatRuns() {
        world.migrations.put("v2", MigrationBehaviour.HANGS);
        world.migrations.put("v3", MigrationBehaviour.COMPLETES);
        world.canary(Behaviour.GOOD);
        world.settle(10);
        world.target = Optional.of("v3");
        world.settle(200);
        assertEquals(Phase.Preparing, world.saved.phase());
        assertFalse(world.jobs.containsKey("v3"));
        assertTrue(
                waiting().message().contains("two never run at once"), waiting().message());
        world.migrations.put("v2", MigrationBehaviour.COMPLETES);
        world.until(Phase.Progressing);
        assertEquals("v3", world.saved.canary().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aFirstRevisionWhoseMigrationFailedIsTriedAgainWhenARetryIsRequested() {
        world.migrations.put("v1", MigrationBehaviour.FAILS);
        world.settle(60);
        assertEquals(Phase.Initializing, world.saved.phase());
        assertEquals(Waiting.Kind.Retry, waiting().kind());
        world.migrations.put("v1", MigrationBehaviour.COMPLETES);
        world.actions.put(Action.RETRY, "v1/1");
        world.until(Phase.Stable);
        assertEquals(2, world.saved.stable().orElseThrow().number());
    }

    /** The moment in which a promotion begins and nothing of it is done. */
    private void promoting() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        while (world.saved.progress().weight() < 100) {
            world.settle(1);
        }
        world.settle(5);
        world.refused.add(RefusedWrite.SERVICES);
        world.until(Phase.Promoting);
    }

    @Test
    void aPromotionForWhichPodsAreMissingGoesBackAtTheDeadline() {
        promoting();
        world.nodeLost = true;
        world.refused.clear();
        world.settle(5);
        assertEquals(Waiting.Kind.Endpoints, waiting().kind());
        world.until(Phase.RollingBack);
        assertEquals(
                OutcomeReason.ProgressDeadlineExceeded,
                world.saved.requireResult().reason());
    }

    @Test
    void aLaterVersionGetsInWhereAPromotionIsStuck() {
        promoting();
        world.behaviours.put("v2", Behaviour.HALF_READY);
        world.refused.clear();
        world.target = Optional.of("v3");
        world.settle(20);
        world.until(Phase.Preparing);
        assertEquals("v3", world.saved.canary().orElseThrow().id());
        assertEquals("v1", stable());
        assertEquals(
                OutcomeReason.NewerRevision,
                world.saved.history().get(0).result().reason());
    }

    @Test
    void aWeightThatCannotBeSetHasADeadlineAndIsNotSaidToBeSet() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(5);
        world.refused.add(RefusedWrite.ROUTES);
        world.settle(30);
        assertEquals(50, world.saved.progress().weight());
        assertEquals(30, Rollout.weightSet(world.saved, world.observe()));
        assertEquals(Waiting.Kind.Route, waiting().kind());
        assertTrue(
                waiting().message().contains("the API server refuses"),
                waiting().message());
        world.until(Phase.RolledBack);
        assertEquals(OutcomeReason.ProgressDeadlineExceeded, failed());
    }

    @Test
    void aFirstRevisionIsNotAvailableWithoutItsIngress() {
        world.refused.add(RefusedWrite.INGRESS);
        world.settle(60);
        assertEquals(Phase.Initializing, world.saved.phase());
        assertEquals(Waiting.Kind.Ingress, waiting().kind());
        world.refused.clear();
        world.until(Phase.Stable);
    }

    @Test
    void anOperatorThatWasAwayForLongerThanTheDeadlineGoesOnWithACanaryThatIsReady() {
        world.canary(Behaviour.NEVER_READY);
        world.until(Phase.Preparing);
        world.reconcile(-1);
        world.behaviours.put("v2", Behaviour.GOOD);
        world.pass(Duration.ofHours(1));
        world.until(Phase.Progressing);
    }

    @Test
    void aPauseStopsTheDeadline() {
        world.canary(Behaviour.NEVER_READY);
        world.until(Phase.Preparing);
        world.paused = true;
        world.settle(300);
        assertEquals(Phase.Preparing, world.saved.phase());
        world.behaviours.put("v2", Behaviour.GOOD);
        world.paused = false;
        world.until(Phase.Progressing);
    }

    @Test
    void aStepThatWaitedLongForApprovalOutlivesAMomentOfSilence() {
        world.approval = true;
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(5_000);
        world.sourcesDown = true;
        world.settle(30);
        assertEquals(Phase.Progressing, world.saved.phase());
        world.sourcesDown = false;
        world.settle(10);
        assertEquals(Waiting.Kind.Approval, waiting().kind());
        world.actions.put(Action.PROMOTE, "v2/2/0");
        world.settle(3);
        assertEquals(1, world.saved.progress().step());
    }

    @Test
    void aSourceThatStaysSilentEndsTheStepAfterMaxHold() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.sourcesDown = true;
        world.settle(590);
        assertEquals(Phase.Progressing, world.saved.phase());
        assertEquals(Waiting.Kind.Evidence, waiting().kind());
        world.until(Phase.RolledBack);
        assertEquals(OutcomeReason.MaxHoldExceeded, failed());
    }

    @Test
    void anApprovedStepWhosePodsAreMissingGetsTheWholeDeadlineHoweverLongTheApprovalTook() {
        world.approval = true;
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(500);
        world.behaviours.put("v2", Behaviour.HALF_READY);
        world.settle(2);
        world.actions.put(Action.PROMOTE, "v2/2/0");
        world.settle(40);
        assertEquals(Phase.Progressing, world.saved.phase());
        world.behaviours.put("v2", Behaviour.GOOD);
        world.settle(5);
        assertEquals(1, world.saved.progress().step());
    }

    @Test
    void aSecondTryOfTheSameRevisionHasANumberOfItsOwnThatAbortAndRetryCanName() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.actions.put(Action.ABORT, "v2/2");
        world.until(Phase.RolledBack);
        world.target = Optional.of("v1");
        world.until(Phase.Stable);
        world.target = Optional.of("v2");
        world.until(Phase.Progressing);
        assertEquals(3, world.saved.canary().orElseThrow().attempt().number());
        world.actions.put(Action.ABORT, "v2/3");
        world.until(Phase.RolledBack);
    }

    @Test
    void attemptsGoOnWhereAnAnnotationSaysThatTheyWereWhenTheStatusWasLost() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.actions.put(Action.ABORT, "v2/2");
        world.until(Phase.RolledBack);
        world.saved = State.initial(world.now);
        world.until(Phase.Progressing);
        assertEquals(4, world.saved.canary().orElseThrow().attempt().number());
    }

    @Test
    void aLostStatusIsTakenFromWhatTheServicesSelectThoughNoPodIsReady() {
        world.stable();
        world.target = Optional.of("v2");
        world.behaviours.put("v2", Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        dies("v1");
        world.pass(Duration.ofSeconds(1));
        world.saved = State.initial(world.now);
        world.reconcile(-1);
        assertEquals("v1", stable());
    }

    @Test
    void aComponentThatTheSpecLeavesOutKeepsItsSize() {
        world.replicas = 3;
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        Observation o = world.observe();
        Settings apiOnly = new Settings(
                Map.of(ComponentName.backend, Scaling.fixed(3)),
                Optional.empty(),
                o.request().settings().steps(),
                o.request().settings().timing(),
                o.request().settings().metrics(),
                o.request().settings().onNoData());
        Request request = new Request(o.request().target(), apiOnly, false, List.of(), Map.of());
        Plan plan =
                Rollout.decide(new Observation(o.now(), request, o.state(), o.cluster(), o.samples(), o.obstacles()));
        assertEquals(3, plan.desired().replicas().get("v1").get(ComponentName.frontend));
    }

    @Test
    void aSinglePodMayBeAwayForAsLongAsAnotherTakesToStart() {
        Settings several = world.settings(2);
        Settings.Timing timing = several.timing();
        Settings.Timing open = new Settings.Timing(
                timing.interval(),
                timing.progressDeadline(),
                timing.drain(),
                timing.keepPrevious(),
                timing.keepFailed(),
                timing.maxHold(),
                Optional.empty());
        assertEquals(Duration.ofSeconds(10), settings(2, open).unreadyDeadline());
        assertEquals(Duration.ofMinutes(2), settings(1, open).unreadyDeadline());
    }

    private Settings settings(int replicas, Settings.Timing timing) {
        Settings any = world.settings(replicas);
        return new Settings(any.scaling(), any.canarySize(), any.steps(), timing, any.metrics(), any.onNoData());
    }

    @Test
    void aDatabaseThatIsAwayForBothVersionsIsASharedOutage() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(3);
        dies("v1");
        dies("v2");
        world.until(Phase.RollingBack);
        assertEquals(OutcomeReason.SharedOutage, world.saved.requireResult().reason());
    }
}
