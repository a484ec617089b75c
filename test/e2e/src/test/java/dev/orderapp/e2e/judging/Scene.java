package dev.orderapp.e2e.judging;

import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release that was played.
 *
 * @param title what is wrong with it, or that nothing is
 * @param fault how its visitors notice
 * @param tried what became of it
 */
record Scene(String title, Fault fault, Tried tried) {
    /** Requests that the version on trial answered. */
    Stream<Request> answered(Records seen) {
        return seen.requests().stream().filter(r -> tried.revision().equals(r.revision()));
    }

    /** Those of them that were bad. */
    long bad(Records seen) {
        return answered(seen).filter(fault::in).count();
    }

    /** From the version's first bad answer to the decision to take it back. */
    Optional<Duration> decisionTime(Records seen) {
        return answered(seen)
                .filter(fault::in)
                .map(Request::answeredAt)
                .min(Comparator.<Instant>naturalOrder())
                .filter(first -> takenBack())
                .map(first -> Duration.between(first, tried.decidedAt()));
    }

    /** From the decision to take it back to the version's last answer of all; nothing if the last one was before. */
    Optional<Duration> evacuation(Records seen) {
        return answered(seen)
                .map(Request::answeredAt)
                .max(Comparator.<Instant>naturalOrder())
                .filter(last -> takenBack())
                .map(last -> Duration.between(tried.decidedAt(), last))
                .map(span -> span.isNegative() ? Duration.ZERO : span);
    }

    private boolean takenBack() {
        return tried.outcome().outcome() != Outcome.Promoted;
    }
}
