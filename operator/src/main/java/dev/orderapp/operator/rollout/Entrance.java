package dev.orderapp.operator.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Where visitors come in, as the cluster has it: the stable Ingress, or an HTTPRoute, whose Gateways say whether they follow it.
 *
 * @param state whether they come in, and are led as is written
 * @param message what is wrong or awaited, in a sentence; empty if nothing
 * @param until when a Gateway that is silent, or refuses, is no longer waited for
 */
public record Entrance(State state, String message, Optional<Instant> until) {
    /** Nothing is wrong. */
    public static final Entrance OPEN = new Entrance(State.OPEN, "", Optional.empty());

    /** What there is of it. */
    public enum State {
        /** It does not exist. */
        ABSENT,
        /** A Gateway has yet to say that it follows what was just written. */
        PENDING,
        /** A Gateway refuses it, or has said nothing for too long. */
        REFUSED,
        /** Visitors come in as is written, as far as the data plane tells. */
        OPEN
    }

    /** It does not exist, in a sentence. */
    public static Entrance absent(String message) {
        return new Entrance(State.ABSENT, message, Optional.empty());
    }

    public boolean exists() {
        return state != State.ABSENT;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether a Gateway that should follow what is written does not, or not yet. */
    public boolean isUnconfirmed() {
        return state == State.PENDING || state == State.REFUSED;
    }

    /** What a Gateway says, where it does not follow; else nothing. */
    Optional<String> objection() {
        return isUnconfirmed() ? Optional.of(message) : Optional.empty();
    }
}
