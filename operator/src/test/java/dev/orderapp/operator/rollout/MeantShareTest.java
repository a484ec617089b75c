package dev.orderapp.operator.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.OnNoData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeantShareTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    /** Steps of 30, 50 and 100 per cent, each a minute long. */
    private static final Settings SETTINGS = new Settings(
            Map.of(),
            Optional.empty(),
            List.of(step(30), step(50), step(100)),
            new Settings.Timing(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    Duration.ZERO,
                    Duration.ofHours(1),
                    Optional.empty()),
            List.of(),
            OnNoData.Hold,
            List.of());

    private static Step step(int weight) {
        return new Step(weight, Duration.ofMinutes(1), false);
    }

    @ParameterizedTest(name = "{1} s into step {0}, {2} s ago: {3}")
    @CsvSource({
        "0,   0,   0, .3",
        "0,  10,   0, .3",
        "0,  10,  11, 0",
        "0,  90,  90, .3",
        "1,   0,  60, .3",
        "1,  30,  30, .5",
        "1,  30,  31, .3",
        "1,  30,  90, .3",
        "1,  30,  91, 0",
        "2,  10,   0, 1",
        "2,  10,  30, .5",
        "2,  10, 100, .3",
        "2, 200, 100, 1",
    })
    void isThatOfTheStepOfThenOrOfAnEarlierOne(int step, long held, long delay, double share) {
        Progress progress =
                Progress.step(step, SETTINGS.step(step).weight()).started(NOW).holding(Duration.ofSeconds(held));

        assertEquals(share, MeantShare.ago(Duration.ofSeconds(delay), SETTINGS, progress));
    }

    @Test
    void isNoneBeforeTheWeightIsSetButThatOfThenForWhatBeganBefore() {
        Progress decided = Progress.step(1, 50);

        assertEquals(0, MeantShare.ago(Duration.ZERO, SETTINGS, decided));
        assertEquals(0.3, MeantShare.ago(Duration.ofSeconds(1), SETTINGS, decided));
    }
}
