package dev.orderapp.e2e.analysis;

import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release whose canary was judged, and how its visitors saw it.
 *
 * @param title what is wrong with it, or that nothing is
 * @param symptom how its visitors notice
 * @param result how it ended
 */
record JudgedRelease(String title, Symptom symptom, ReleaseResult result) {
    /** Requests that the canary answered. */
    Stream<Request> answered(LoadRecords seen) {
        return seen.requests().stream().filter(r -> result.revision().equals(r.revision()));
    }

    /** Those of them that were bad. */
    long bad(LoadRecords seen) {
        return answered(seen).filter(symptom::in).count();
    }

    /** From the version's first bad answer to the decision to roll it back. */
    Optional<Duration> decisionTime(LoadRecords seen) {
        return answered(seen)
                .filter(symptom::in)
                .map(Request::answeredAt)
                .min(Comparator.<Instant>naturalOrder())
                .filter(first -> rolledBack())
                .map(first -> Duration.between(first, result.decidedAt()));
    }

    /** From the decision to roll it back to the version's last answer of all; nothing if the last one was before. */
    Optional<Duration> evacuation(LoadRecords seen) {
        return answered(seen)
                .map(Request::answeredAt)
                .max(Comparator.<Instant>naturalOrder())
                .filter(last -> rolledBack())
                .map(last -> Duration.between(result.decidedAt(), last))
                .map(span -> span.isNegative() ? Duration.ZERO : span);
    }

    private boolean rolledBack() {
        return result.outcome().outcome() != Outcome.Promoted;
    }
}
