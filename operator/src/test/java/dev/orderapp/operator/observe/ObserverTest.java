package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObserverTest {
    private static final Comparison BOTH = new Comparison("new", Optional.of("old"));
    private static final Comparison STABLE_ALONE = new Comparison("old", Optional.empty());

    @Test
    void whileACanaryTakesVisitorsEachServiceLeadsToOneVersion() {
        assertEquals(
                Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable), Observer.services(Phase.Progressing, BOTH));
    }

    @Test
    void afterASharedOutageTheStableServiceLeadsToTheVersionThatIsRead() {
        assertEquals(Map.of(Side.CANARY, Role.stable), Observer.services(Phase.RolledBack, STABLE_ALONE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"Progressing", "RolledBack"},
            mode = EnumSource.Mode.EXCLUDE)
    void atAllOtherTimesNobodyCanTell(Phase phase) {
        assertEquals(Map.of(), Observer.services(phase, BOTH));
        assertEquals(Map.of(), Observer.services(phase, STABLE_ALONE));
    }
}
