package dev.orderapp.operator.analysis;

import static dev.orderapp.operator.analysis.JudgeTest.RULE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the judge errs and how fast it is, over a thousand simulated releases of ten minutes. */
class JudgeSimulationTest {
    private static final int RUNS = 1_000;

    @ParameterizedTest(name = "{0} on both sides, weight {1}")
    @CsvSource({".001, .3", ".005, .3", ".015, .3", ".05, .3", ".005, .5", ".015, .5"})
    void anEquallyGoodReleaseIsTakenBackInAtMostOneOfAHundred(double share, double weight) {
        long takenBack = takenBack(new Release(share, share, 10, weight)).size();

        assertTrue(takenBack <= 0.01 * RUNS, takenBack + " of " + RUNS);
    }

    @ParameterizedTest(name = "{0} against {1} at {2} requests/s, weight {3}: {5} s, 99 % {6} s")
    @CsvSource({
        ".05, .005, 10, .3, .99,  70, 200",
        ".05, .005, 10, .5, .99,  65, 180",
        ".02, .005, 10, .3, .92, 300, 600",
        ".05, .005, 50, .3, .99,  20,  45",
        "  1, .005, 10, .3, .99,   5,  10",
    })
    void aBadReleaseIsTakenBackInTime(
            double canary, double stable, double rate, double weight, double caught, long median, long late) {
        List<Duration> times = takenBack(new Release(stable, canary, rate, weight));

        assertTrue(times.size() >= caught * RUNS, times.size() + " of " + RUNS);
        assertTrue(Release.quantile(times, 0.5) <= median, "median " + Release.quantile(times, 0.5) + " s");
        assertTrue(Release.quantile(times, 0.99) <= late, "99 % " + Release.quantile(times, 0.99) + " s");
    }

    private static List<Duration> takenBack(Release release) {
        return release.takenBack(RUNS, Duration.ofSeconds(5), () -> Watch.judge(RULE));
    }
}
