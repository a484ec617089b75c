package dev.orderapp.operator.analysis;

/** Turns the evidence of one metric into a verdict. */
public final class Judge {
    /** Odds from which stable counts as above the ceiling too. It decides about a name, not about a rollback. */
    private static final double SHARED_LOG_ODDS = Math.log(20);

    private Judge() {}

    /**
     * Judges in this order: a failure stays one whatever is seen or missing later; then missing data; then too little of it.
     */
    public static Judgement judge(MetricRule rule, Evidence evidence) {
        Reason reason = reason(rule, evidence);
        double logOdds = logOdds(reason, evidence);
        return new Judgement(rule.name(), reason, logOdds, Sentence.of(rule, evidence, reason, logOdds));
    }

    static Reason reason(MetricRule rule, Evidence evidence) {
        if (crosses(evidence.ratio(), rule.alpha().ratio())) {
            return Reason.WorseThanStable;
        }
        if (crosses(evidence.canaryCeiling(), rule.alpha().ceiling())) {
            return evidence.stableCeiling().peak() >= SHARED_LOG_ODDS ? Reason.SharedOutage : Reason.AboveCeiling;
        }
        if (!evidence.heard()) {
            return Reason.NoData;
        }
        return evidence.step().canary().total() < rule.minimum() ? Reason.TooFewEvents : Reason.NotWorse;
    }

    private static boolean crosses(EProcess odds, double alpha) {
        return odds.peak() >= -Math.log(alpha);
    }

    private static double logOdds(Reason reason, Evidence evidence) {
        return switch (reason) {
            case WorseThanStable -> evidence.ratio().peak();
            case AboveCeiling, SharedOutage -> evidence.canaryCeiling().peak();
            case NoData, TooFewEvents, NotWorse -> evidence.ratio().logOdds();
        };
    }
}
