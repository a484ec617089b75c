package dev.orderapp.operator.notify;

import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Instant;
import java.util.UUID;

/**
 * One decision on one release, as receivers get it.
 *
 * @param id the same however often it is sent, so that receivers can tell repetitions
 * @param release on which it was made, with the spec that asked for it
 * @param note what was decided
 * @param at when
 */
record Notification(UUID id, OrderAppRelease release, EventNote note, Instant at) {
    static Notification of(OrderAppRelease release, EventNote note, Instant at) {
        return new Notification(UUID.randomUUID(), release, note, at);
    }

    String namespace() {
        return release.getMetadata().getNamespace();
    }

    String name() {
        return release.getMetadata().getName();
    }
}
