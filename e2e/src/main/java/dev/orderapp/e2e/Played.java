package dev.orderapp.e2e;

import dev.orderapp.v1.HistoryEntry;
import java.time.Instant;

/**
 * A release that was played.
 *
 * @param scene which
 * @param revision the name that the operator gave it
 * @param stable the revision that served when it began
 * @param from when the image was changed
 * @param until when its outcome stood in the history
 * @param outcome that entry of the history
 */
record Played(Scene scene, String revision, String stable, Instant from, Instant until, HistoryEntry outcome) {
    boolean during(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
