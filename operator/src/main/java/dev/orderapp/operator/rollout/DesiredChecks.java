package dev.orderapp.operator.rollout;

import java.util.List;
import java.util.Set;

/**
 * What should be there of the Jobs of checks. A Job that is there is never written again.
 *
 * @param starting runs to begin
 * @param kept names of the Jobs to leave alone; all others go
 */
public record DesiredChecks(List<Start> starting, Set<String> kept) {
    /** None. */
    public static final DesiredChecks NONE = new DesiredChecks(List.of(), Set.of());

    public DesiredChecks {
        starting = List.copyOf(starting);
        kept = Set.copyOf(kept);
    }

    /**
     * A run to begin.
     *
     * @param check what to run
     * @param attempt which version it checks
     * @param step index of the step; 0 where it is not of a step
     * @param weight per cent of the visitors that the version has
     */
    public record Start(Check check, Attempt attempt, int step, int weight) {}
}
