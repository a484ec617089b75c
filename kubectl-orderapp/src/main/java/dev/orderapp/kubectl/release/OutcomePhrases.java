package dev.orderapp.kubectl.release;

import dev.orderapp.v1.Outcome;

/** Outcomes as they follow "was" in a sentence. */
public final class OutcomePhrases {
    private OutcomePhrases() {}

    /** For example {@code rolled back}. */
    public static String of(Outcome outcome) {
        return switch (outcome) {
            case Promoted -> "promoted";
            case RolledBack -> "rolled back";
            case Aborted -> "aborted";
            case Superseded -> "superseded";
            case Undecided -> "rolled back as undecided";
        };
    }
}
