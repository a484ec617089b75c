package dev.orderapp.operator.analysis;

/** A rule that watches one release and may take it back. */
@FunctionalInterface
interface Watch {
    /** Whether it takes the release back after what this look brought. */
    boolean takesBack(Tick tick);

    /** The judge of this package. */
    static Watch judge(MetricRule rule) {
        return new Watch() {
            private Evidence evidence = Evidence.none();

            @Override
            public boolean takesBack(Tick tick) {
                evidence = evidence.plus(Sample.of(tick), rule);
                return Judge.reason(rule, evidence).verdict() == Verdict.FAIL;
            }
        };
    }

    /**
     * What other tools' documentation recommends: each look counts as failed if the canary's share of good answers in that interval alone is
     * below a limit, or if there was none to take a share of; so many failed looks take the release back, whatever lies between.
     */
    static Watch threshold(double leastGood, int failedLooks) {
        return new Watch() {
            private int failed;

            @Override
            public boolean takesBack(Tick tick) {
                if (tick.canary().total() == 0 || 1 - tick.canary().share() < leastGood) {
                    failed++;
                }
                return failed >= failedLooks;
            }
        };
    }

    /** Fisher's exact test on the totals, repeated at each look as if it were the only one. */
    static Watch fisher(double significance) {
        return new Watch() {
            private Tick seen = Tick.NONE;

            @Override
            public boolean takesBack(Tick tick) {
                seen = new Tick(seen.canary().plus(tick.canary()), seen.stable().plus(tick.stable()));
                return tail() < significance;
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
