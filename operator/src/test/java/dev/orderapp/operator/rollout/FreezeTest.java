package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.contract.StartWait;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hours in which no release starts: what waits for their end, and what does not. */
class FreezeTest {
    private final World world = new World();

    private Waiting waiting() {
        return Waiting.of(world.saved, world.observe()).orElseThrow();
    }

    private String stable() {
        return world.saved.stable().orElseThrow().id();
    }

    @Test
    void aReleaseWaitsForTheEndAndStartsThen() {
        world.canary(Behaviour.GOOD);
        world.freeze();
        Instant end = world.thaw();
        Optional<Instant> next = world.reconcile(-1).requeueAt();
        assertEquals(Phase.Stable, world.saved.phase());
        assertEquals(Optional.of(end), next);
        assertEquals(Waiting.Kind.Freeze, waiting().kind());
        assertEquals(Optional.of(end), waiting().until());
        world.pass(Duration.between(world.now, end).minusSeconds(1));
        world.settle(1);
        assertEquals(Phase.Stable, world.saved.phase());
        world.settle(1);
        assertEquals(Phase.Preparing, world.saved.phase());
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", stable());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aReleaseThatRunsGoesOn() {
        world.canary(Behaviour.GOOD);
        world.settle(1);
        assertEquals(Phase.Preparing, world.saved.phase());
        world.freeze();
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", stable());
        assertTrue(FreezeWindow.freeze(world.now, world.freezeWindows).isPresent());
    }

    @Test
    void aReleaseThatRunsCanBeAborted() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.freeze();
        world.actions.put(Action.ABORT, "v2/2");
        world.until(Phase.RolledBack);
        assertEquals(
                OutcomeReason.AbortRequested,
                world.saved.failed().orElseThrow().result().reason());
    }

    @Test
    void aFirstInstallationIsNotHeldUp() {
        world.freeze();
        world.stable();
    }

    @Test
    void aPersonGoesBackAtOnce() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.pass(Duration.ofMinutes(10));
        world.freeze();
        world.undo("v1");
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v1", stable());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aFixForADeadVersionIsNotHeldUp() {
        world.canary(Behaviour.GOOD);
        world.freeze();
        world.settle(2);
        world.behaviours.put("v1", Behaviour.NEVER_READY);
        world.pass(Duration.ofSeconds(1));
        Instant down = world.now.plusSeconds(10);
        assertEquals(Optional.of(down), world.reconcile(-1).requeueAt());
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", stable());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aRetryWaitsAndWhatFailedStaysToBeLookedAtMeanwhile() {
        world.keepFailed = Duration.ofHours(1);
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RolledBack);
        world.settle(20);
        world.freeze();
        world.behaviours.put("v2", Behaviour.GOOD);
        world.actions.put(Action.RETRY, world.saved.failed().orElseThrow().actionValue());
        world.settle(60);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(Waiting.Kind.Freeze, waiting().kind());
        assertTrue(world.pods.containsKey("v2"));
        world.pass(Duration.between(world.now, world.thaw()));
        world.until(Phase.Progressing);
        assertEquals("v2/2", world.saved.handled().get(Action.RETRY));
    }

    @Test
    void whoIsInFrontIsToldUntilItIsOnesTurn() {
        world.canary(Behaviour.GOOD);
        Instant asked = world.now;
        world.queue = Optional.of(new QueuePlace(asked, "as shop-a is in front"));
        world.settle(30);
        assertEquals(
                new Waiting(Waiting.Kind.Queue, "v2 waits as shop-a is in front", asked, Optional.empty()), waiting());
        world.queue = Optional.empty();
        world.until(Phase.Progressing);
        world.queue = Optional.of(new QueuePlace(asked, "as shop-a is in front"));
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        assertEquals("v2", stable());
    }

    @Test
    void whatThePluginCallsHeldUpIsWhatTheOperatorWrites() {
        for (StartWait wait : StartWait.values()) {
            assertEquals(wait.name(), Waiting.Kind.valueOf(wait.name()).name());
        }
    }

    @Test
    void windowsThatLeaveNoMomentOpenSaySo() {
        world.canary(Behaviour.GOOD);
        world.freezeWindows = List.of(new FreezeWindow(
                EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC));
        world.settle(5);
        assertEquals(Optional.empty(), waiting().until());
        assertTrue(waiting().message().contains("no moment"), waiting().message());
        world.freezeWindows = List.of();
        world.until(Phase.Progressing);
    }
}
