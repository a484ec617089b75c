package dev.orderapp.operator.analysis;

import java.util.List;

/**
 * Asks whether the canary has fewer good events than the stable version running beside it: orders per visit, sign-ins per page. A page whose
 * order button does nothing fails no order, as there is none; no share of bad events tells of that loss.
 *
 * <p><b>Null hypothesis:</b> the canary's expected share of good events is at least that of stable divided by r = {@code maxRatio},
 * p_c ≥ p_s/r. <b>Alternatives:</b> it is ψ times that, ψ below 1 in {@link #EFFECTS}.
 *
 * <p>With n_c, n_s events and g_c, g_s good ones between two measurements, and m = g_c + g_s, let
 *
 * <pre>
 *   w = n_c / (n_c + r·n_s)             the canary's share of the m good events if it had just 1/r of stable's
 *   ln L_ψ = g_c·ln ψ − m·ln(1 − w·(1 − ψ))
 * </pre>
 *
 * It is {@link RatioOdds} with good events in place of bad ones, and effects below 1 in place of those above.
 *
 * <p><b>Why its expectation is at most 1</b> under the null hypothesis, for rare and common good events alike. Let D = 1 − w·(1−ψ), which is above ψ,
 * and events be independent with shares p_c, p_s. The expectation of ψ^g_c·D^−m is
 *
 * <pre>
 *   (1 − p_c·(D − ψ)/D)^n_c · (1 + p_s·(1 − D)/D)^n_s
 *     ≤ exp( −n_c·p_c·(1−ψ)(1−w)/D + n_s·p_s·(1−ψ)·w/D )        by 1 + x ≤ exp(x)
 *     = exp( (1−ψ)/D · n_c·n_s/(n_c + r·n_s) · (p_s − r·p_c) )   by the choice of w
 *     ≤ 1                                                         as p_s ≤ r·p_c and ψ < 1
 * </pre>
 *
 * Without events of one side w is 0 or 1 and every L is 1: no information. The bound is loose where good events are common, as it allows for the
 * spread of a Poisson distribution, which at a share of 40 % is 1.3 times that of the events. So the odds grow more slowly than they might, and
 * nothing has to be known of stable's share.
 *
 * <p><b>By weight</b> w = W/(W + r·(1 − W)), with the share W of the visitors that the canary was meant to get <em>when the events began</em>; see
 * {@link MetricRule#delay()}. Events that are not good, which cost a stranger the least, don't enter it. A smaller W is as fair, for the exponent above falls
 * with w: where the weight of that time is not known, a former one does, as weights only rise.
 */
final class FewerOdds {
    /**
     * ψ: from "four fifths of them" to "next to none", of which none itself is seen as soon; at 0 a single good event would rule it out for
     * ever. Common events tell smaller effects apart than rare ones do, so these are closer to 1 than the reciprocals of those of {@link RatioOdds}.
     */
    private static final List<Double> EFFECTS = List.of(4.0 / 5, 2.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 10, 1.0 / 100);

    private FewerOdds() {}

    /** ln L per effect size, for what was counted between two measurements. */
    static double[] logRatios(EventDelta delta, double maxRatio) {
        double canary = delta.canary().total();
        return canary == 0
                ? none()
                : ofSplit(delta, canary / (canary + maxRatio * delta.stable().total()));
    }

    /**
     * ln L per effect size, for what was counted between two measurements, of which the canary was meant to get this share of the visitors. All 0 where
     * one side was meant to get none. That one of them counted nothing is evidence as well: to leave out what stable has none of would leave out what speaks
     * for the canary alone.
     */
    static double[] byWeight(EventDelta delta, double maxRatio, double weight) {
        return weight > 0 && weight < 1 ? ofSplit(delta, weight / (weight + maxRatio * (1 - weight))) : none();
    }

    private static double[] none() {
        return new double[EFFECTS.size()];
    }

    private static double[] ofSplit(EventDelta delta, double weight) {
        double canaryGood = delta.canary().good();
        double allGood = canaryGood + delta.stable().good();
        return EFFECTS.stream()
                .mapToDouble(effect -> canaryGood * Math.log(effect) - allGood * Math.log1p(-weight * (1 - effect)))
                .toArray();
    }
}
