package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:42.500Z");

    private final ProgressLog log = new ProgressLog();

    private static ReleaseView step(Map<String, ?> fields) {
        OrderAppRelease release = SampleReleases.atFirstStep();
        release.setStatus(SampleStatuses.with(release.getStatus(), fields));
        return new ReleaseView(release);
    }

    private Optional<String> next(int second, Map<String, ?> fields) {
        return log.next(step(fields), START.plusSeconds(second));
    }

    @Test
    void aLineHasTheTimeThePhaseTheVersionAndWhatWasCounted() {
        assertEquals(
                Optional.of(
                        "2026-11-24T10:00:42Z  Progressing: 1.1.0 (revision 7d9f) gets 30 % of the visitors (step 1 of 3); held 42 s;"
                                + " server-errors 1 of 412 (0.2 %), slow-requests 0 of 31 (0 %)"),
                next(0, Map.of()));
    }

    @Test
    void aChangeOfStateIsWrittenAtOnce() {
        next(0, Map.of());
        assertTrue(next(1, Map.of("step", 1, "weight", 50)).isPresent());
        assertTrue(
                next(2, Map.of("step", 1, "weight", 50, "phase", "Promoting")).isPresent());
    }

    @Test
    void whatMovesWithinAStateIsWrittenAtMostOnceInFifteenSeconds() {
        next(0, Map.of("heldSeconds", 1));
        int lines = 0;
        for (int second = 1; second <= 60; second++) {
            lines += next(second, Map.of("heldSeconds", 1 + second)).isPresent() ? 1 : 0;
        }
        assertEquals(4, lines);
    }

    @Test
    void nothingIsWrittenWhereNothingMoves() {
        next(0, Map.of());
        assertEquals(Optional.empty(), next(600, Map.of()));
    }
}
