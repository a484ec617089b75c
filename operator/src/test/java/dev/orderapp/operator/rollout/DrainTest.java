package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a version that nothing leads to any more is scaled down. */
class DrainTest {
    private final World world = new World();

    @Test
    void aCanaryIsNotScaledDownWhileItsCountersMove() {
        world.dataPlaneLag = Duration.ofSeconds(25);
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RollingBack);
        world.settle(20);
        assertEquals(Phase.RollingBack, world.saved.phase());
        world.until(Phase.RolledBack);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aWarmVersionMakesNoRoomForTheNextOneWhileItsCountersMove() {
        world.dataPlaneLag = Duration.ofSeconds(45);
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.target = Optional.of("v3");
        world.settle(12);
        assertEquals(Phase.Stable, world.saved.phase());
        world.until(Phase.Preparing);
        world.until(Phase.Progressing);
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aWarmVersionThatIsAskedForAgainNeedNotBeLeftAlone() {
        world.dataPlaneLag = Duration.ofSeconds(45);
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.target = Optional.of("v1");
        world.settle(1);
        assertEquals(Phase.Preparing, world.saved.phase());
    }

    @Test
    void aWarmVersionThatWasAskedForAgainAndGivenUpIsDrainedAllTheSame() {
        world.dataPlaneLag = Duration.ofSeconds(45);
        world.canary(Behaviour.GOOD);
        world.until(Phase.Promoting);
        world.until(Phase.Stable);
        world.target = Optional.of("v1");
        world.settle(1);
        world.target = Optional.of("v3");
        world.until(Phase.Progressing);
        assertEquals("v3", world.saved.canary().orElseThrow().id());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aCanaryWhoseCountersCannotBeReadIsScaledDownAfterTheDrain() {
        world.silent = true;
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RollingBack);
        world.settle(17);
        assertEquals(Phase.RolledBack, world.saved.phase());
        assertEquals(List.of(), world.broken);
    }

    @Test
    void aClientThatNeverLetsGoIsNotWaitedForForEver() {
        world.canary(Behaviour.FAILS_ALWAYS);
        world.until(Phase.RollingBack);
        world.dataPlaneLag = Duration.ofDays(1);
        world.lastSentTo.put("v2", world.now.plus(world.dataPlaneLag));
        world.settle(150);
        assertEquals(Phase.RolledBack, world.saved.phase());
    }
}
