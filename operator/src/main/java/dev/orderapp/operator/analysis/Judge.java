package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.VerdictReason;

/**
 * Turns the evidence of one metric into a verdict.
 *
 * <h2>Shared outages</h2>
 *
 * <p>A canary that is credibly above the ceiling is rolled back, whatever stable does: it may be the cause. What stable does decides
 * about the name alone, and with it whether the canary is tried once more: {@link VerdictReason#SharedOutage} if stable's share of bad
 * events in this step was above the ceiling too. So nothing is gained by waiting until both have been above it for some
 * seconds. The canary goes either way, only later; and chance, against which a wait would guard, is what the odds are for: at the
 * first measurement of a step they ask for seven bad requests of fifteen under a ceiling of 5 %, and in the middle of one, after two calm minutes, for some
 * fifteen seconds of nothing but errors.
 *
 * <p>Two things speak against it. One bad event of stable is a stray: with few visitors it alone may be a share above the ceiling. And
 * stable's errors don't excuse a canary that is worse by {@value #CLEARLY}:1, though that is not enough to fail it for being worse.
 *
 * <p>Otherwise the name asks for no odds of its own. When an outage begins in the middle of a step, both sides' odds climb from equally far
 * below, and which of them gets through first is chance: a bar of 20:1 for stable held up to a fifth of shared outages against
 * the canary alone. The plain share is not behind: the canary's odds can't cross before its own share is well above the ceiling, and
 * stable's is then too if it shares the outage. A canary that breaks alone is {@link VerdictReason#WorseThanStable} long before a few
 * errors of stable could hide it, and where stable gets no visitors any more nothing is shared.
 *
 * <h2>Two witnesses</h2>
 *
 * <p>Clients choose their version as they like, so events on one side can be made: successes for nothing, failures at what the application
 * lets them cost. Hence no count is believed alone. {@link VerdictReason#WorseThanStable} needs odds by events, and beside them odds by weight or
 * against stable's past. Successes sent to stable move the first alone, and successes sent to the canary can't lower the second; where good events are
 * compared, the same holds for visits without an order. The past is no witness there: invented visits make it speak as well. To ask
 * for more can't raise the chance of a false alarm; where visitors are split as the weight says the witnesses agree within a measurement or so.
 *
 * <p>Where one speaks against the canary and the other doesn't, or stable is worse than its own past, the verdict is
 * {@link VerdictReason#ComparisonUnsound}: no step passes on it. It goes before missing data, lest a release that may be promoted without
 * data is promoted by making its comparison worthless.
 */
public final class Judge {
    /** So many bad events of stable are no outage: where it has few visitors they alone may be a share above the ceiling. */
    private static final long STRAY = 1;

    /**
     * Odds that the canary is worse than stable, from which on stable's errors don't excuse it. An outage that is shared reaches them, by
     * Ville's inequality, in at most one of so many cases.
     */
    private static final double CLEARLY = 20;

    private Judge() {}

    /**
     * Judges in this order: a failure stays one whatever is seen or missing later; then a comparison that proves nothing; then missing data;
     * then too little of it.
     */
    public static Judgement judge(MetricRule rule, Evidence evidence) {
        VerdictReason reason = reason(rule, evidence);
        double logOdds = logOdds(reason, rule, evidence);
        return new Judgement(rule.name(), reason, logOdds, JudgementMessage.of(rule, evidence, reason, logOdds));
    }

    static VerdictReason reason(MetricRule rule, Evidence evidence) {
        if (isWorse(rule, evidence)) {
            return VerdictReason.WorseThanStable;
        }
        if (crosses(evidence.canaryCeiling(), rule.alpha().ceiling())) {
            return isShared(rule, evidence) ? VerdictReason.SharedOutage : VerdictReason.AboveCeiling;
        }
        if (UnsoundComparison.of(rule, evidence).isPresent()) {
            return VerdictReason.ComparisonUnsound;
        }
        if (!evidence.complete()) {
            return VerdictReason.NoData;
        }
        return evidence.step().canary().total() < rule.minimum() ? VerdictReason.TooFewEvents : VerdictReason.NotWorse;
    }

    private static boolean isShared(MetricRule rule, Evidence evidence) {
        Counts stable = evidence.step().stable();
        return stable.share() > rule.ceiling()
                && stable.bad() > STRAY
                && evidence.ratio().logOdds() < Math.log(CLEARLY);
    }

    private static boolean isWorse(MetricRule rule, Evidence evidence) {
        return crosses(evidence.ratio(), rule.alpha().ratio())
                && (crosses(evidence.byWeight(), rule.alpha().byWeight())
                        || !rule.countsGood()
                                && crosses(
                                        evidence.past().canary(), rule.alpha().ceiling()));
    }

    private static boolean crosses(EProcess odds, double alpha) {
        return odds.peak() >= -Math.log(alpha);
    }

    private static double logOdds(VerdictReason reason, MetricRule rule, Evidence evidence) {
        return switch (reason) {
            case WorseThanStable -> evidence.ratio().peak();
            case AboveCeiling, SharedOutage -> evidence.canaryCeiling().peak();
            case ComparisonUnsound ->
                UnsoundComparison.of(rule, evidence).orElseThrow().logOdds(evidence);
            case NoData, TooFewEvents, NotWorse -> evidence.ratio().logOdds();
        };
    }
}
