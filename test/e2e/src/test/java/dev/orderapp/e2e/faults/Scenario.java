package dev.orderapp.e2e.faults;

import dev.orderapp.v1.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is done to a shop, when, and how it must end.
 *
 * @param title what is done
 * @param acts in their order; each waits for its moment
 * @param endings how each try must end, oldest first, as {@code Outcome/Reason}; a pattern where more than one is right
 * @param phases in which it must come to rest
 * @param promises what else must be true
 */
record Scenario(String title, List<Act> acts, List<String> endings, Set<Phase> phases, List<Promise> promises) {
    private static final Set<Phase> EITHER = Set.of(Phase.Stable, Phase.RolledBack);

    /** Something that is done at a moment. */
    record Act(Moment moment, Deed deed) {}

    /** What is done to a shop, its release or the cluster. */
    interface Deed {
        /** Does it. */
        void on(Play play) throws Exception;
    }

    /** Begins with this. */
    static Scenario of(String title, Deed first) {
        return new Scenario(title, List.of(new Act(Moment.AT_ONCE, first)), List.of(), EITHER, List.of());
    }

    /** Then, at a moment of the revision that was released last, this is done. */
    Scenario at(Moment moment, Deed deed) {
        return new Scenario(title, added(acts, new Act(moment, deed)), endings, phases, promises);
    }

    /** How each try must end, oldest first, and where the release comes to rest after the last. */
    Scenario ends(Phase phase, String... outcomes) {
        return new Scenario(title, acts, List.of(outcomes), Set.of(phase), promises);
    }

    /** As {@link #ends(Phase, String...)}, where the last try may end either way. */
    Scenario endsEitherWay(String... outcomes) {
        return new Scenario(title, acts, List.of(outcomes), EITHER, promises);
    }

    /** What else must be true of it. */
    Scenario and(Promise promise) {
        return new Scenario(title, acts, endings, phases, added(promises, promise));
    }

    private static <T> List<T> added(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return List.copyOf(all);
    }
}
