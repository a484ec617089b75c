package dev.orderapp.e2e.shop;

import dev.orderapp.v1.HistoryEntry;
import java.time.Instant;

/**
 * A try of a revision, from the change of the release to its outcome.
 *
 * @param revision the name that the operator gave it
 * @param stable the revision that served when it began
 * @param from when the release was changed
 * @param until when its outcome stood in the history
 * @param outcome that entry of the history
 */
public record Tried(String revision, String stable, Instant from, Instant until, HistoryEntry outcome) {
    /** Whether the try was under way then. */
    public boolean during(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** When its outcome was decided. */
    public Instant decidedAt() {
        return Instant.parse(outcome.decidedAt());
    }
}
