package dev.orderapp.v1.contract;

/** Why a verdict is as it is, spelled as conditions and Events spell reasons. */
public enum VerdictReason {
    /** The canary is credibly worse than the stable version beside it. */
    WorseThanStable(Verdict.FAIL),
    /** The canary is credibly above the ceiling. */
    AboveCeiling(Verdict.FAIL),
    /** Both versions are credibly above the ceiling: the canary may be the cause or a victim. */
    SharedOutage(Verdict.FAIL),
    /** Stable is not what it was, or the events are not split as the visitors are: comparing proves nothing at the moment. */
    ComparisonUnsound(Verdict.INCONCLUSIVE),
    /** The last measurement brought nothing, or not from all that is compared. */
    NoData(Verdict.INCONCLUSIVE),
    /** The step has seen fewer events of the canary than it needs. */
    TooFewEvents(Verdict.INCONCLUSIVE),
    /** Enough was seen, and nothing is wrong. */
    NotWorse(Verdict.PASS);

    private final Verdict verdict;

    VerdictReason(Verdict verdict) {
        this.verdict = verdict;
    }

    public Verdict verdict() {
        return verdict;
    }
}
