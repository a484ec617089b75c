package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Timeline.StepSpan;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was played.
 *
 * @param scenario what
 * @param span from its beginning until it was at rest again
 * @param tries how each try ended, oldest first
 * @param phase where it came to rest
 * @param ledger whose failures are whose
 * @param steps that the last revision went through
 */
record Played(
        Scenario scenario, Span span, List<HistoryEntry> tries, Phase phase, Ledger ledger, List<StepSpan> steps) {

    /**
     * What the deeds said about themselves.
     *
     * @param bad revisions whose failures are their own
     * @param faults when requests failed because of what was done
     * @param marks when something was done, by name
     */
    record Ledger(Set<String> bad, List<Span> faults, Map<String, Instant> marks) {}

    /** Outcome and reason of each try. */
    List<String> endings() {
        return tries.stream().map(t -> t.outcome() + "/" + t.reason()).toList();
    }

    /** What is wrong with how it ended. */
    Optional<String> wrongEnd() {
        List<String> seen = endings();
        boolean right = scenario.phases().contains(phase)
                && seen.size() == scenario.endings().size();
        for (int i = 0; right && i < seen.size(); i++) {
            right = seen.get(i).matches(scenario.endings().get(i));
        }
        return right
                ? Optional.empty()
                : Optional.of("must end " + scenario.endings() + " in " + scenario.phases() + ", and ended " + seen
                        + " in " + phase + ": "
                        + tries.stream().map(HistoryEntry::message).toList());
    }
}
