package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Attack.Target;
import dev.orderapp.operator.analysis.AttackedRelease.End;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link AttackBench} shows, with fewer runs: that one network decides about no release. */
class AttackSimulationTest {
    private static final int RUNS = 60;

    /** Of releases that are held for an hour each. */
    private static final int LONG_RUNS = 15;

    private static final double STABLE = 0.005;
    private static final List<SimulatedRelease.Step> STEPS = List.of(
            new SimulatedRelease.Step(0.3, 300),
            new SimulatedRelease.Step(0.5, 300),
            new SimulatedRelease.Step(1, 120));

    static List<Attack> attacks() {
        return AttackBench.ATTACKS;
    }

    private static AttackedRelease release(double canary, Attack attack, int networks, CountingPolicy counting) {
        return new AttackedRelease(STEPS, 10, STABLE, canary, attack, networks, counting);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void oneNetworkNeitherHasAGoodReleaseRolledBackNorABadOnePromoted(Attack attack) {
        Map<End, Long> good = release(STABLE, attack, 1, CountingPolicy.SHOP).ends(RUNS);
        Map<End, Long> bad = release(0.04, attack, 1, CountingPolicy.SHOP).ends(RUNS);

        // One of a hundred is what may be; three of sixty come by chance in 2 of 100 choices of seeds then.
        assertTrue(good.getOrDefault(End.PROMOTED, 0L) >= RUNS - 2, good::toString);
        assertEquals(0, bad.getOrDefault(End.PROMOTED, 0L), bad::toString);
    }

    /** An application that counts each success of a stranger can have its release held up, but no more. */
    @ParameterizedTest
    @CsvSource({"NONE, STABLE, .005", "NONE, CANARY, .04", "STABLE, CANARY, .04"})
    void successesInPlentyNeitherRollBackNorPromote(Target failing, Target succeeding, double canary) {
        Attack attack = Attack.of("", failing, succeeding);
        Map<End, Long> ends =
                release(canary, attack, 1, CountingPolicy.ALL_SUCCESSES).ends(LONG_RUNS);
        boolean good = canary == STABLE;
        End unwanted = good ? End.ROLLED_BACK : End.PROMOTED;

        // One good release of a hundred may be rolled back, attacked or not; of bad ones none may be promoted.
        assertTrue(ends.getOrDefault(unwanted, 0L) <= (good ? 1 : 0), ends::toString);
    }

    /** Failures in plenty beside the canary, as by a botnet: the comparison is worthless, and known to be. */
    @ParameterizedTest
    @CsvSource({".04", ".5"})
    void failuresInPlentyAtStablePromoteNothing(double canary) {
        Attack attack = Attack.of("", Target.STABLE, Target.NONE);
        Map<End, Long> ends =
                release(canary, attack, 1_000, CountingPolicy.ONCE_A_MINUTE).ends(LONG_RUNS);

        assertEquals(0, ends.getOrDefault(End.PROMOTED, 0L), ends::toString);
    }
}
