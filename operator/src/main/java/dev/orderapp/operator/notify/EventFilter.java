package dev.orderapp.operator.notify;

import java.util.Set;

/** Which decisions a receiver wants. */
enum EventFilter {
    /** How releases end. */
    Outcomes(Set.of("Stable", "Promoted", "RolledBack", "Superseded")),
    /** Their beginnings and steps too. */
    Steps(Set.of("Stable", "Promoted", "RolledBack", "Superseded", "Initializing", "Preparing", "StepStarted")),
    /** Every decision that also is an Event. */
    All(Set.of());

    private final Set<String> reasons;

    EventFilter(Set<String> reasons) {
        this.reasons = reasons;
    }

    boolean includes(String reason) {
        return this == All || reasons.contains(reason);
    }
}
