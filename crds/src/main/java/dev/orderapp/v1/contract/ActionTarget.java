package dev.orderapp.v1.contract;

import java.util.Optional;

/**
 * What an {@link Action} is about, as the value of its annotation. It names the attempt (and the step) that the person saw, so
 * that an action that comes late does nothing. The operator compares it with the one that it acts on as text: each target has
 * one spelling.
 *
 * @param revision name of the revision
 * @param attempt number of the attempt
 * @param step index of the step, from 0; only of a promote
 */
public record ActionTarget(String revision, int attempt, Optional<Integer> step) {
    /** An attempt as a whole. */
    public static ActionTarget of(String revision, int attempt) {
        return new ActionTarget(revision, attempt, Optional.empty());
    }

    /** One step of an attempt. */
    public static ActionTarget of(String revision, int attempt, int step) {
        return new ActionTarget(revision, attempt, Optional.of(step));
    }

    /** The annotation's value: {@code <revision>/<attempt>}, and {@code /<step>} where it is about one. */
    public String value() {
        return revision + "/" + attempt + step.map(index -> "/" + index).orElse("");
    }
}
