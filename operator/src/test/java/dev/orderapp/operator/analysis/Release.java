package dev.orderapp.operator.analysis;

import java.time.Duration;
import java.util.Optional;

/**
 * A simulated canary: requests arrive at random, each is bad independently of the others, and the judge looks at fixed intervals.
 *
 * @param stableShare share of bad answers of the stable version
 * @param canaryShare share of bad answers of the canary
 * @param requestsPerSecond of both together
 * @param weight share of the requests that the canary gets
 * @param interval between two looks
 */
record Release(double stableShare, double canaryShare, double requestsPerSecond, double weight, Duration interval) {

    /** When the judge takes the canary back, if it does within the time. */
    Optional<Duration> takenBack(Draws draws, MetricRule rule, Duration within) {
        Evidence evidence = Evidence.none();
        double requests = requestsPerSecond * interval.toMillis() / 1000;
        for (Duration at = interval; at.compareTo(within) <= 0; at = at.plus(interval)) {
            Tick tick = new Tick(
                    draws.events(requests * weight, canaryShare), draws.events(requests * (1 - weight), stableShare));
            evidence = evidence.plus(Sample.of(tick), rule);
            if (Judge.reason(rule, evidence).verdict() == Verdict.FAIL) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
