package dev.orderapp.operator.analysis;

/**
 * Asks what {@link RatioTest} and {@link CeilingTest} ask, but lets one measurement count as at most one event: for metrics whose bad
 * events come in bursts. A Pod that stalls for a second makes thirty requests slow; taken as thirty independent events they would prove
 * anything. How the events <em>within</em> a measurement depend on each other does not matter here.
 *
 * <h2>Against stable</h2>
 *
 * <p>Of a measurement in which both versions had events, and at least one was bad, all that enters is how the badness is split. With n_c, n_s events
 * and x_c, x_s bad ones, r = {@code maxRatio} and the effects ψ of {@link RatioTest}
 *
 * <pre>
 *   g = (x_c/n_c) / (x_c/n_c + x_s/n_s)                the canary's part, from 0 to 1
 *   w = r·max(n_c, n_s) / (r·max(n_c, n_s) + n_s)      its expectation, at most, if the canary were just r times worse
 *   ln L_ψ = g·ln ψ − ln(1 + w·(ψ − 1))
 * </pre>
 *
 * As ψ^g is convex in g it lies below its chord, 1 + g·(ψ − 1), so E[L_ψ] ≤ 1 if E[g] ≤ w. That holds
 *
 * <ul>
 *   <li><b>if bad events fall on requests,</b> in whatever clusters. Each of the m = x_c + x_s bad events is then the canary's with a
 *       chance of at most v = r·n_c/(r·n_c + n_s), so E[x_c | m] ≤ m·v. Where n_c ≤ n_s, g is concave in x_c, and Jensen's inequality gives
 *       E[g] ≤ r/(r + 1) = w. Where n_c &gt; n_s, g is convex and at most x_c/m, so E[g] ≤ v = w;
 *   <li><b>if bursts fall on Pods,</b> of which both versions have equally many, whatever share of the visitors those get. For equally
 *       good versions the shares x_c/n_c and x_s/n_s may be swapped without changing their distribution, so E[g] = 1/2. If the
 *       canary's Pods stall r times as often, a burst is theirs with the chance r/(r + 1). Both are at most w. Splitting by
 *       counts of events instead, x_c/m against v, would hold half of the bursts against a canary that gets 30 % of
 *       the visitors, and roll it back sooner or later.
 * </ul>
 *
 * For an equally good canary both are exact. For one that is r &gt; 1 times worse the first is exact for rare events; where a measurement has but a
 * handful of events and half of them are bad, E[g] may be up to .08 above w, and the ratio that is accepted that much lower.
 *
 * <p>By weight the same is asked with W and 1 − W in place of n_c and n_s, for the reason that {@link RatioTest} gives.
 *
 * <h2>Against the ceiling</h2>
 *
 * <p>With f = x/n, the share of bad events in a measurement, p_0 and p_1 as in {@link CeilingTest},
 *
 * <pre>  ln L = f·ln(p_1/p_0) + (1 − f)·ln((1 − p_1)/(1 − p_0))</pre>
 *
 * that is the n-th root of the likelihood ratio there. A weighted geometric mean is at most the arithmetic one, so E[L] ≤ 1 + (E[f] −
 * p_0)·(p_1 − p_0)/(p_0·(1 − p_0)), at most 1 for any expected share up to the ceiling.
 *
 * <p>Both are bets on a bounded mean, whose expectation alone the null hypothesis fixes; see Waudby-Smith and Ramdas, "Estimating means
 * of bounded random variables by betting" (2024). What remains to be assumed is that a burst ends within one measurement: one that lasts over two
 * measurements counts twice.
 */
final class BurstTest {
    private BurstTest() {}

    /** ln L per effect size of {@link RatioTest}. */
    static double[] againstStable(EventDelta delta, double maxRatio) {
        Counts canary = delta.canary();
        Counts stable = delta.stable();
        if (canary.total() == 0 || stable.total() == 0 || canary.bad() + stable.bad() == 0) {
            return RatioTest.logRatios(0, 0, 0);
        }
        return logRatios(delta, maxRatio, canary.total(), stable.total());
    }

    /** The same by weight; all 0 where one side was meant to get no visitors. */
    static double[] byWeight(EventDelta delta, double maxRatio, double weight) {
        Counts canary = delta.canary();
        Counts stable = delta.stable();
        boolean compared = weight > 0 && weight < 1 && canary.total() > 0 && stable.total() > 0;
        return compared && canary.bad() + stable.bad() > 0
                ? logRatios(delta, maxRatio, weight, 1 - weight)
                : RatioTest.logRatios(0, 0, 0);
    }

    /** With so large a canary and stable. */
    private static double[] logRatios(EventDelta delta, double maxRatio, double canary, double stable) {
        double canaryShare = delta.canary().bad() / canary;
        double stableShare = delta.stable().bad() / stable;
        double canaryWeight = maxRatio * Math.max(canary, stable);
        return RatioTest.logRatios(
                canaryShare / (canaryShare + stableShare), 1, canaryWeight / (canaryWeight + stable));
    }

    /** ln L per alternative of {@link CeilingTest}. */
    static double[] againstCeiling(Counts counts, double ceiling) {
        return CeilingTest.logRatios(counts.share(), counts.total() == 0 ? 0 : 1 - counts.share(), ceiling);
    }
}
