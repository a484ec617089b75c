package dev.orderapp.v1.contract;

/** What a metric says about the release. */
public enum Verdict {
    /** Enough was seen in this step, and nothing that speaks credibly against the release. */
    PASS,
    /** Credibly bad. Stays so for the rest of the release. */
    FAIL,
    /** Not known yet: wait. Never a reason to advance, nor to roll back. */
    INCONCLUSIVE
}
