package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.CheckModel.CheckBehaviour;
import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.operator.rollout.World.RefusedWrite;
import dev.orderapp.v1.CheckStage;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksTest {
    private final World world = new World();

    @AfterEach
    void noInvariantIsBroken() {
        assertEquals(List.of(), world.broken, () -> String.join("\n", world.story));
    }

    private void check(CheckStage stage, CheckBehaviour behaviour) {
        world.checks.behaviours.put(stage, behaviour);
    }

    private OutcomeReason failed() {
        world.until(Phase.RolledBack);
        return world.saved.failed().orElseThrow().result().reason();
    }

    private String message() {
        return world.saved.failed().orElseThrow().result().message();
    }

    @Test
    void aGoodVersionPassesEachCheckOnceAndTheOneOfStepsInEachStep() {
        for (CheckStage stage : CheckStage.values()) {
            check(stage, CheckBehaviour.PASSES);
        }
        world.canary(Behaviour.GOOD).rest(600);
        assertEquals("v2", world.saved.requireStable().id());
        assertEquals(
                List.of("2-0-beforeTraffic", "2-0-step", "2-1-step", "2-2-step", "2-0-afterPromotion"),
                world.checks.story);
    }

    @Test
    void theFirstRevisionIsNotChecked() {
        check(CheckStage.beforeTraffic, CheckBehaviour.FAILS);
        world.stable();
        assertEquals(List.of(), world.checks.story);
    }

    @ParameterizedTest
    @EnumSource(CheckStage.class)
    void aCheckThatFailsRollsBackWithItsLog(CheckStage stage) {
        check(stage, CheckBehaviour.FAILS);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.CheckFailed, failed());
        assertTrue(message().startsWith("check " + stage + " failed: exit code 1; rolled back at weight "), message());
        assertEquals(1, world.checks.story.size());
    }

    @ParameterizedTest
    @EnumSource(CheckStage.class)
    void aCheckThatHangsRollsBackAtItsDeadlineAndNotAtTheCanarys(CheckStage stage) {
        check(stage, CheckBehaviour.HANGS);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.CheckFailed, failed());
    }

    @ParameterizedTest
    @EnumSource(CheckStage.class)
    void aCheckWhoseJobIsRemovedMidwayHasFailed(CheckStage stage) {
        check(stage, CheckBehaviour.VANISHES);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.CheckFailed, failed());
        assertTrue(message().contains("its Job was removed before it ended"), message());
    }

    @ParameterizedTest
    @EnumSource(CheckStage.class)
    void aCheckThatHasPassedIsNotRunAgainWhenItsJobIsGone(CheckStage stage) {
        check(stage, CheckBehaviour.VANISHES_WHEN_DONE);
        world.canary(Behaviour.GOOD).rest(600);
        assertEquals("v2", world.saved.requireStable().id());
    }

    @ParameterizedTest
    @EnumSource(CheckStage.class)
    void aJobThatCannotBeMadeIsNotWaitedForWithoutAnEnd(CheckStage stage) {
        check(stage, CheckBehaviour.PASSES);
        world.refused.add(RefusedWrite.JOBS);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.ProgressDeadlineExceeded, failed());
        assertTrue(message().contains("the Job of check " + stage + " was not created"), message());
    }

    @Test
    void aRetryRunsTheChecksAnew() {
        check(CheckStage.beforeTraffic, CheckBehaviour.FAILS);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.CheckFailed, failed());
        check(CheckStage.beforeTraffic, CheckBehaviour.PASSES);
        world.actions.put(Action.RETRY, world.saved.failed().orElseThrow().actionValue());
        world.settle(1).rest(600);
        assertEquals("v2", world.saved.requireStable().id());
        assertEquals(List.of("2-0-beforeTraffic", "3-0-beforeTraffic"), world.checks.story);
    }

    @Test
    void aPromoteDoesNotEndAStepWhoseCheckRuns() {
        check(CheckStage.step, CheckBehaviour.HANGS);
        world.canary(Behaviour.GOOD).until(Phase.Progressing);
        world.settle(3);
        world.actions.put(Action.PROMOTE, world.saved.requireCanary().attempt().actionValue(0));
        world.settle(10);
        assertEquals(0, world.saved.progress().step());
        assertEquals(OutcomeReason.CheckFailed, failed());
    }

    @Test
    void aPauseHoldsUpAChecksBeginning() {
        check(CheckStage.beforeTraffic, CheckBehaviour.FAILS);
        world.canary(Behaviour.GOOD).until(Phase.Preparing);
        world.paused = true;
        world.settle(30);
        assertEquals(List.of(), world.checks.story);
        assertEquals(Phase.Preparing, world.saved.phase());
    }

    @Test
    void whereTheStableVersionIsDownTheNextOneIsNotChecked() {
        check(CheckStage.beforeTraffic, CheckBehaviour.FAILS);
        check(CheckStage.afterPromotion, CheckBehaviour.FAILS);
        world.stable();
        world.behaviours.put("v1", Behaviour.NEVER_READY);
        world.settle(30);
        world.target = Optional.of("v2");
        world.until(Phase.Stable).settle(60);
        assertEquals("v2", world.saved.requireStable().id());
        assertEquals(List.of(), world.checks.story);
    }

    @Test
    void aPromotionEndsWithoutItsCheckWhereTheOldVersionIsDown() {
        check(CheckStage.afterPromotion, CheckBehaviour.HANGS);
        world.canary(Behaviour.GOOD).until(Phase.Promoting).settle(20);
        assertEquals(List.of("2-0-afterPromotion"), world.checks.story);
        world.behaviours.put("v1", Behaviour.NEVER_READY);
        world.settle(20);
        assertEquals(Phase.Stable, world.saved.phase());
        assertEquals("v2", world.saved.requireStable().id());
    }

    @Test
    void whatAPersonGoesBackToIsNotCheckedAgain() {
        world.canary(Behaviour.GOOD).rest(600);
        check(CheckStage.beforeTraffic, CheckBehaviour.FAILS);
        check(CheckStage.afterPromotion, CheckBehaviour.FAILS);
        world.undo("v1");
        world.settle(60);
        assertEquals("v1", world.saved.requireStable().id());
        assertEquals(List.of(), world.checks.story);
    }

    @Test
    void theJobOfACheckThatFailedStaysAsLongAsThePods() {
        check(CheckStage.step, CheckBehaviour.FAILS);
        world.keepFailed = Duration.ofSeconds(60);
        world.canary(Behaviour.GOOD);
        assertEquals(OutcomeReason.CheckFailed, failed());
        world.settle(5);
        assertEquals(1, world.checks.jobs().size());
        world.settle(120);
        assertEquals(List.of(), world.checks.jobs());
    }
}
