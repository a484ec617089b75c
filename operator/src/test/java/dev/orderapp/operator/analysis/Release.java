package dev.orderapp.operator.analysis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * A simulated canary: requests arrive at random, and each is bad independently of the others.
 *
 * @param stableShare share of bad answers of the stable version
 * @param canaryShare share of bad answers of the canary
 * @param requestsPerSecond of both together
 * @param weight share of the requests that the canary gets
 */
record Release(double stableShare, double canaryShare, double requestsPerSecond, double weight) {
    private static final Duration LENGTH = Duration.ofMinutes(10);

    /** After which times it was taken back within ten minutes, in so many runs; shortest first. */
    List<Duration> takenBack(int runs, Duration interval, Supplier<Watch> rule) {
        return LongStream.range(0, runs)
                .parallel()
                .mapToObj(seed -> takenBack(new Draws(seed), interval, rule.get()))
                .flatMap(Optional::stream)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private Optional<Duration> takenBack(Draws draws, Duration interval, Watch watch) {
        double requests = requestsPerSecond * interval.toSeconds();
        for (Duration at = interval; at.compareTo(LENGTH) <= 0; at = at.plus(interval)) {
            Counts canary = draws.events(requests * weight, canaryShare);
            Counts stable = draws.events(requests * (1 - weight), stableShare);
            if (watch.takesBack(new Tick(canary, stable))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** A quantile of sorted times in seconds. */
    static long quantile(List<Duration> times, double q) {
        return times.get((int) Math.min(times.size() - 1, q * times.size())).toSeconds();
    }
}
