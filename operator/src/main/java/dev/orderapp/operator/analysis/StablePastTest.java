package dev.orderapp.operator.analysis;

/**
 * Compares one side of this release with what stable was like before it.
 *
 * <p>The comparison with stable takes for granted that stable is what it was. Failures beside a canary on the stable version, on
 * purpose or because something else broke, make every canary look no worse. So both sides are held against stable's past as well, with
 * the sequential test of {@link CeilingTest}, or of {@link BurstTest} where bursts count once.
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
 * <p>A past without events says nothing: every L is 1.
 */
final class StablePastTest {
    private static final double MARGIN = 3;
    private static final double NEVER_UNUSUAL = 0.01;
    private static final double LOG_CONFIDENCE = Math.log(1_000);

    private StablePastTest() {}

    static EProcess none() {
        return CeilingTest.none();
    }

    /** ln L per alternative of {@link CeilingTest}, for what one side counted between two measurements. */
    static double[] logRatios(Counts counts, Counts past, MetricRule rule) {
        double limit = limit(past);
        return rule.clustered() ? BurstTest.againstCeiling(counts, limit) : CeilingTest.logRatios(counts, limit);
    }

    /** p_0; 1, below which everything is, if the past is too short to say anything. */
    static double limit(Counts past) {
        if (past.total() == 0) {
            return 1;
        }
        double bad = past.bad();
        double most = bad + LOG_CONFIDENCE + Math.sqrt(LOG_CONFIDENCE * (LOG_CONFIDENCE + 2 * bad));
        return Math.min(1, Math.max(NEVER_UNUSUAL, MARGIN * most / past.total()));
    }
}
