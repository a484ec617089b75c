package dev.orderapp.e2e.faults;

import dev.orderapp.v1.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is done to a shop, when, and how it must end.
 *
 * @param title what is done
 * @param actions in their order; each waits for its trigger
 * @param expectedOutcomes how each attempt must end, oldest first, as {@code Outcome/Reason}; a pattern where more than one is right
 * @param phases in which it must come to rest
 * @param expectations what else must be true
 */
record Scenario(
        String title,
        List<TriggeredAction> actions,
        List<String> expectedOutcomes,
        Set<Phase> phases,
        List<Expectation> expectations) {
    private static final Set<Phase> EITHER = Set.of(Phase.Stable, Phase.RolledBack);

    /** An action, and when it is done. */
    record TriggeredAction(Trigger trigger, Action action) {}

    /** What is done to a shop, its release or the cluster. */
    interface Action {
        /** Does it. */
        void apply(ScenarioRun run) throws Exception;
    }

    /** Begins with this. */
    static Scenario of(String title, Action first) {
        return new Scenario(title, List.of(new TriggeredAction(Trigger.AT_ONCE, first)), List.of(), EITHER, List.of());
    }

    /** Then, on a trigger of the revision that was released last, this is done. */
    Scenario at(Trigger trigger, Action action) {
        return new Scenario(
                title, added(actions, new TriggeredAction(trigger, action)), expectedOutcomes, phases, expectations);
    }

    /** How each attempt must end, oldest first, and where the release comes to rest after the last. */
    Scenario ends(Phase phase, String... outcomes) {
        return new Scenario(title, actions, List.of(outcomes), Set.of(phase), expectations);
    }

    /** As {@link #ends(Phase, String...)}, where the last attempt may end either way. */
    Scenario endsEitherWay(String... outcomes) {
        return new Scenario(title, actions, List.of(outcomes), EITHER, expectations);
    }

    /** What else must be true of it. */
    Scenario and(Expectation expectation) {
        return new Scenario(title, actions, expectedOutcomes, phases, added(expectations, expectation));
    }

    private static <T> List<T> added(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return List.copyOf(all);
    }
}
