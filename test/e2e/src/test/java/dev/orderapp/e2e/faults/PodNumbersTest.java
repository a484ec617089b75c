package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.faults.PodNumbers.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodNumbersTest {
    private static final Instant START = Instant.parse("2026-11-30T20:00:00Z");

    @Test
    void versionsGrowEachForItself() {
        assertEquals(
                Optional.empty(),
                PodNumbers.shrank(
                        List.of(change("stable", 3), change("canary", 2), change("stable", 4), change("canary", 3)),
                        START));
    }

    @Test
    void theFirstLossOfAPodIsNamed() {
        assertEquals(
                Optional.of("stable went from 3 Pods to 2 beside a canary"),
                PodNumbers.shrank(List.of(change("stable", 3), change("canary", 2), change("stable", 2)), START));
    }

    @Test
    void theVersionBeforeStableMayGoBeforeTheCanaryStarts() {
        assertEquals(
                Optional.empty(),
                PodNumbers.shrank(
                        List.of(change("former", 4), change("former", 0), change("stable", 3)), START.plusSeconds(1)));
    }

    private static Change change(String deployment, int pods) {
        return new Change(START, deployment, pods);
    }
}
