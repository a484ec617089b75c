package dev.orderapp.operator.analysis;

import java.util.List;

/**
 * Compares the canary with the stable version running beside it.
 *
 * <p><b>Null hypothesis:</b> the canary's expected share of bad events is at most r = {@code maxRatio} times that of stable,
 * p_c ≤ r·p_s. <b>Alternatives:</b> it is ψ times worse than that, ψ in {@link #EFFECTS}.
 *
 * <p>With n_c, n_s events and x_c, x_s bad ones between two measurements, and m = x_c + x_s, let
 *
 * <pre>
 *   w = r·n_c / (r·n_c + n_s)           the canary's share of the m bad events if it were just r times worse
 *   ln L_ψ = x_c·ln ψ − m·ln(1 + w·(ψ − 1))
 * </pre>
 *
 * the likelihood ratio of x_c among m for binomial shares w·ψ/(1 + w·(ψ−1)) and w. Good events don't enter it but through w:
 * the level of the rate, and how it moves, cancel out.
 *
 * <p><b>Why its expectation is at most 1</b> under the null hypothesis, for rare and common errors alike. Let D = 1 + w·(ψ−1)
 * and events be independent with shares p_c, p_s. The expectation of ψ^x_c·D^−m is
 *
 * <pre>
 *   (1 + p_c·(ψ/D − 1))^n_c · (1 + p_s·(1/D − 1))^n_s
 *     ≤ exp( n_c·p_c·(ψ−1)(1−w)/D − n_s·p_s·(ψ−1)·w/D )         by 1 + x ≤ exp(x)
 *     = exp( (ψ−1)/D · n_c·n_s/(r·n_c + n_s) · (p_c − r·p_s) )   by the choice of w
 *     ≤ 1                                                         as p_c ≤ r·p_s and ψ > 1
 * </pre>
 *
 * Events of unlike shares change nothing: p_c and p_s are then the means. For r = 1 and equal shares the same follows conditionally on m:
 * x_c is hypergeometric, and Hoeffding ("Probability inequalities for sums of bounded random variables", 1963, theorem 4) bounds its
 * E[ψ^x_c] by the binomial's, D^m. The form is that of Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data" (2022).
 *
 * <p>Without events of stable w is 1 and every L is 1: no information, not zero errors.
 *
 * <p><b>By weight.</b> The n_c and n_s can be chosen by a client that sends requests that succeed: a hundred a second to stable make any canary look
 * worse than it, to the canary they hide any fault. So the same is asked once more with the share W of the visitors that the canary was
 * meant to get, w = r·W/(r·W + 1 − W), into which no event enters but the bad ones. It is fair if visitors are split as the weight says, and
 * makes as many requests on one side as on the other; the former is fair if they aren't. {@link Judge} asks for both.
 */
final class RatioTest {
    /** ψ: from "half as much again", which needs hundreds of errors, to "nothing but errors", which needs seven. */
    private static final List<Double> EFFECTS = List.of(1.5, 2.0, 3.0, 5.0, 10.0, 30.0);

    private RatioTest() {}

    static EProcess none() {
        return EProcess.none(EFFECTS.size());
    }

    /** ln L per effect size, for what was counted between two measurements. */
    static double[] logRatios(EventDelta delta, double maxRatio) {
        double canaryWeight = maxRatio * delta.canary().total();
        double weight = canaryWeight == 0
                ? 0
                : canaryWeight / (canaryWeight + delta.stable().total());
        double canaryBad = delta.canary().bad();
        return logRatios(canaryBad, canaryBad + delta.stable().bad(), weight);
    }

    /**
     * ln L per effect size, for what was counted between two measurements while the canary was meant to get this share of the visitors. All 0 where
     * one side was meant to get none, as what it counts then are stragglers, and where stable counted nothing.
     */
    static double[] byWeight(EventDelta delta, double maxRatio, double weight) {
        if (!(weight > 0 && weight < 1) || delta.stable().total() == 0) {
            return logRatios(0, 0, 0);
        }
        double canaryWeight = maxRatio * weight;
        double canaryBad = delta.canary().bad();
        return logRatios(canaryBad, canaryBad + delta.stable().bad(), canaryWeight / (canaryWeight + 1 - weight));
    }

    /** ln L per effect size, for so much badness on the canary's side of so much in all, of which it would have the share w. */
    static double[] logRatios(double canaryBad, double allBad, double weight) {
        double[] logs = new double[EFFECTS.size()];
        for (int i = 0; allBad > 0 && i < logs.length; i++) {
            double effect = EFFECTS.get(i);
            logs[i] = canaryBad * Math.log(effect) - allBad * Math.log1p(weight * (effect - 1));
        }
        return logs;
    }
}
