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
 * How a scenario went.
 *
 * @param scenario which
 * @param window from its beginning until it was at rest again
 * @param attempts how each attempt ended, oldest first
 * @param phase where it came to rest
 * @param faultLog whose failures are whose
 * @param steps that the last revision went through
 */
record ScenarioResult(
        Scenario scenario,
        TimeWindow window,
        List<HistoryEntry> attempts,
        Phase phase,
        FaultLog faultLog,
        List<StepSpan> steps) {

    /**
     * What the actions noted of themselves: which failures they explain, and when they were.
     *
     * @param bad revisions whose failures are their own
     * @param faults when requests failed because of what was done
     * @param marks when something was done, by name
     */
    record FaultLog(Set<String> bad, List<TimeWindow> faults, Map<String, Instant> marks) {}

    /** Outcome and reason of each attempt. */
    List<String> outcomes() {
        return attempts.stream().map(a -> a.outcome() + "/" + a.reason()).toList();
    }

    /** What is wrong with how it ended. */
    Optional<String> unexpectedEnd() {
        List<String> seen = outcomes();
        boolean right = scenario.phases().contains(phase)
                && seen.size() == scenario.expectedOutcomes().size();
        for (int i = 0; right && i < seen.size(); i++) {
            right = seen.get(i).matches(scenario.expectedOutcomes().get(i));
        }
        return right
                ? Optional.empty()
                : Optional.of(
                        "must end " + scenario.expectedOutcomes() + " in " + scenario.phases() + ", and ended " + seen
                                + " in " + phase + ": "
                                + attempts.stream().map(HistoryEntry::message).toList());
    }
}
