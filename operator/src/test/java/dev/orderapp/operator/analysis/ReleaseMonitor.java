package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges one release, and may roll it back. */
interface ReleaseMonitor {
    /**
     * What follows from one more measurement.
     *
     * @param deltas what it brought, per metric
     * @param weight share of the visitors that the canary is meant to get
     * @return why the release is rolled back, empty if it is not
     */
    Optional<String> measure(List<EventDelta> deltas, double weight);

    /** Another weight begins. */
    default void startStep() {}

    /** The judge of this package: the first metric that fails rolls the release back. */
    static ReleaseMonitor judge(List<MetricRule> rules, int everySeconds) {
        return new ReleaseMonitor() {
            private final Evidence[] evidence =
                    rules.stream().map(rule -> Evidence.none()).toArray(Evidence[]::new);
            private final List<Double> weights = new ArrayList<>();

            @Override
            public Optional<String> measure(List<EventDelta> deltas, double weight) {
                Optional<String> failure = Optional.empty();
                weights.add(weight);
                for (int i = 0; i < evidence.length; i++) {
                    evidence[i] = evidence[i].plus(Sample.of(deltas.get(i)), rules.get(i), meant(rules.get(i)));
                    VerdictReason reason = Judge.reason(rules.get(i), evidence[i]);
                    if (reason.verdict() == Verdict.FAIL && failure.isEmpty()) {
                        failure = Optional.of(reason.name());
                    }
                }
                return failure;
            }

            /** When what this measurement counted began; before the release the canary got no visitors. */
            private double meant(MetricRule rule) {
                int then = weights.size() - 1 - (int) (rule.delay().toSeconds() / everySeconds);
                return then < 0 ? 0 : weights.get(then);
            }

            @Override
            public void startStep() {
                Arrays.setAll(evidence, i -> evidence[i].startStep());
            }
        };
    }

    /**
     * What other tools' documentation recommends: each measurement counts as failed if the canary's share of good answers in that interval alone is
     * below a limit, or if there was none to take a share of; so many failed measurements roll the release back, whatever lies between.
     */
    static ReleaseMonitor threshold(double leastGood, int failedLooks) {
        return new ReleaseMonitor() {
            private int failed;

            @Override
            public Optional<String> measure(List<EventDelta> deltas, double weight) {
                Counts canary = deltas.get(0).canary();
                if (canary.total() == 0 || 1 - canary.share() < leastGood) {
                    failed++;
                }
                return failed >= failedLooks ? Optional.of("FailedLooks") : Optional.empty();
            }
        };
    }

    /** Fisher's exact test on the totals, repeated at each measurement as if it were the only one. */
    static ReleaseMonitor fisher(double significance) {
        return new ReleaseMonitor() {
            private EventDelta seen = EventDelta.NONE;

            @Override
            public Optional<String> measure(List<EventDelta> deltas, double weight) {
                seen = seen.plus(deltas.get(0));
                return tail() < significance ? Optional.of("Significant") : Optional.empty();
            }

            /** Chance of at least as many bad events on the canary's side, given how many there were in all. */
            private double tail() {
                long canary = seen.canary().total();
                long stable = seen.stable().total();
                long bad = seen.canary().bad() + seen.stable().bad();
                double tail = 0;
                for (long x = seen.canary().bad(); x <= Math.min(bad, canary); x++) {
                    tail += bad - x > stable
                            ? 0
                            : Math.exp(logChoose(canary, x)
                                    + logChoose(stable, bad - x)
                                    - logChoose(canary + stable, bad));
                }
                return tail;
            }
        };
    }

    private static double logChoose(long n, long k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Stirling's series; off by less than 10⁻⁸ from 10 on, so smaller ones are led back to those. */
    private static double logFactorial(long n) {
        double shift = 0;
        double x = n + 1.0;
        while (x < 10) {
            shift += Math.log(x);
            x++;
        }
        return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x) - shift;
    }
}
