package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a release without a status is taken to be. */
class StatusRecoveryTest {
    private final World world = new World();

    private World withoutStatus() {
        world.saved = State.initial(world.now);
        return world;
    }

    @Test
    void aStatusThatWasLostAtRestIsTakenFromWhatServes() {
        world.stable();
        long before = world.writes;
        withoutStatus().settle(10);
        assertEquals(Phase.Stable, world.saved.phase());
        assertEquals("v1", world.saved.stable().orElseThrow().id());
        assertEquals(before + 1, world.writes);
    }

    @Test
    void aStatusThatWasLostTogetherWithANewImageDoesNotSendVisitorsToPodsThatAreNotThere() {
        world.stable();
        world.target = Optional.of("v2");
        world.behaviours.put("v2", Behaviour.NEVER_READY);
        withoutStatus();
        world.until(Phase.RolledBack);
        assertEquals("v1", world.stable.get(ComponentName.backend).selects);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCanaryWhoseStatusWasLostIsDrainedAndTriedAnew() {
        world.canary(Behaviour.GOOD);
        world.until(Phase.Progressing);
        world.settle(5);
        withoutStatus();
        world.until(Phase.RollingBack);
        assertEquals("v2", world.saved.canary().orElseThrow().id());
        world.until(Phase.Stable);
        assertEquals(
                OutcomeReason.StatusLost, world.saved.history().get(0).result().reason());
        world.until(Phase.Progressing);
        world.until(Phase.Promoting);
        assertEquals(List.of(), world.broken);
    }
}
