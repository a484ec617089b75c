package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;

/**
 * A verdict and its explanation.
 *
 * @param metric whose
 * @param reason why, as a constant
 * @param logOdds natural logarithm of the odds against the canary: those that the reason speaks of, at their highest where they failed it
 * @param sentence the evidence in words
 */
public record Judgement(String metric, VerdictReason reason, double logOdds, String sentence) {
    public Verdict verdict() {
        return reason.verdict();
    }

    /** Whether it speaks against both versions. */
    public boolean isShared() {
        return reason == VerdictReason.SharedOutage;
    }

    /** Whether nothing can be learnt from comparing: never a reason to advance, not even where no data is one. */
    public boolean isUnsound() {
        return reason == VerdictReason.ComparisonUnsound;
    }
}
