package dev.orderapp.operator.analysis;

import java.util.List;

/**
 * Compares one side of this release with what stable was like before it.
 *
 * <p>The comparison with stable takes for granted that stable is what it was. Failures beside a canary on the stable version, on
 * purpose or because something else broke, make every canary look no worse. So both sides are held against stable's past as well, with
 * the sequential test of {@link CeilingOdds}, or of {@link BurstOdds} where bursts count once.
 *
 * <p><b>Null hypothesis:</b> the true share of bad events is at most the limit
 *
 * <pre>  p_0 = max(1 %, {@value #MARGIN}·u)      u = (x + l + √(l² + 2·x·l)) / n      l = ln 1000</pre>
 *
 * where stable had x bad of n events before the release. By Chernoff's bound for the lower tail, P(x ≤ μ − t) ≤ exp(−t²/2μ), the true
 * share of that time was above u in one of a thousand cases at most. The test against a fixed p_0 is fair whatever p_0 is, so its odds may be
 * checked at any time.
 *
 * <p><b>Why a margin.</b> An evening is not a night: shares move between hours without a fault, and a past that was read over days is
 * not the present. To hide a canary, stable has to be made nearly as bad as that; a release with 4 % errors beside .5 % needs five times as
 * many errors of stable. What is below 1 % is held against neither.
 *
 * <p><b>Fewer good events.</b> Where good events are compared, both sides are held against a third of the share that stable had at least:
 *
 * <pre>  p_0 = 1 − l_0/{@value #MARGIN}     l_0 = max(0, g − √(2·g·l)) / n</pre>
 *
 * where g of n events were good; the alternatives are shares of good events that are 2, 4, 10 and 100 times lower. By the same bound for the upper tail, P(g ≥ μ + t) ≤ exp(−t²/2g), the true share was below l_0 in one of a thousand cases at
 * most. Few good events in the past say nothing: p_0 is 1.
 *
 * <p>A past without events says nothing: every L is 1.
 */
final class StablePastOdds {
    private static final double MARGIN = 3;
    private static final double NEVER_UNUSUAL = 0.01;
    private static final double LOG_CONFIDENCE = Math.log(1_000);
    private static final List<Double> TIMES_FEWER = List.of(2.0, 4.0, 10.0, 100.0);

    private StablePastOdds() {}

    static EProcess none() {
        return CeilingOdds.none();
    }

    /** ln L per alternative, for what one side counted between two measurements. */
    static double[] logRatios(Counts counts, Counts past, MetricRule rule) {
        double limit = limit(past, rule);
        return switch (rule.question()) {
            case MORE_BAD_EVENTS -> CeilingOdds.logRatios(counts, limit);
            case MORE_BAD_MEASUREMENTS -> BurstOdds.againstCeiling(counts, limit);
            case FEWER_GOOD_EVENTS -> againstLeast(counts, limit);
        };
    }

    private static double[] againstLeast(Counts counts, double limit) {
        return TIMES_FEWER.stream()
                .mapToDouble(times -> limit < 1
                        ? CeilingOdds.logRatio(counts.bad(), counts.good(), limit, 1 - (1 - limit) / times)
                        : 0)
                .toArray();
    }

    /** p_0; 1, below which everything is, if the past is too short to say anything. */
    static double limit(Counts past, MetricRule rule) {
        if (past.total() == 0) {
            return 1;
        }
        return rule.countsGood() ? 1 - least(past) / MARGIN : Math.min(1, Math.max(NEVER_UNUSUAL, MARGIN * most(past)));
    }

    /** Share of bad events that stable had at most. */
    private static double most(Counts past) {
        double bad = past.bad();
        return (bad + LOG_CONFIDENCE + Math.sqrt(LOG_CONFIDENCE * (LOG_CONFIDENCE + 2 * bad))) / past.total();
    }

    /** Share of good events that stable had at least. */
    private static double least(Counts past) {
        double good = past.good();
        return Math.max(0, good - Math.sqrt(2 * good * LOG_CONFIDENCE)) / past.total();
    }
}
