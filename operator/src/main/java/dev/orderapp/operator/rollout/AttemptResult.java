package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Instant;

/**
 * How an attempt ends, decided but perhaps not yet carried out.
 *
 * @param outcome how
 * @param reason one word for scripts, conditions and metric labels
 * @param message the decision in a sentence with its numbers
 * @param at when it was decided
 */
public record AttemptResult(Outcome outcome, OutcomeReason reason, String message, Instant at) {
    static AttemptResult of(OutcomeReason reason, String message, Instant at) {
        return new AttemptResult(reason.outcome(), reason, message, at);
    }
}
