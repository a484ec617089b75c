package dev.orderapp.operator.rollout;

import java.util.stream.Stream;

/**
 * The numbers of attempts. They are counted per release and never repeat, so that an annotation that names one means one attempt
 * for ever, whichever revision is tried, and however often.
 */
final class AttemptNumbers {
    private AttemptNumbers() {}

    /** The next attempt, of a revision. */
    static Attempt next(Observation o, Revision revision) {
        return new Attempt(revision, last(o) + 1, o.now());
    }

    /** The highest number that was given to an attempt; where that isn't known, the highest that is named anywhere. */
    static int last(Observation o) {
        State state = o.state();
        // An operator before this one counted them per revision, and a status may be lost.
        Stream<Integer> known = Stream.of(
                        state.attempts().map(Attempt::number),
                        state.failed().stream().map(FailedRevision::attempt),
                        state.history().stream()
                                .map(finished -> finished.attempt().number()),
                        o.request().actions().values().stream().map(AttemptNumbers::named))
                .flatMap(numbers -> numbers);
        return state.lastAttempt() > 0
                ? state.lastAttempt()
                : known.mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The attempt in {@code <revision>/<attempt>} or {@code <revision>/<attempt>/<step>}; 0 where there is none. */
    private static int named(String value) {
        String[] parts = value.split("/", -1);
        return parts.length > 1 && parts[1].matches("[0-9]{1,6}") ? Integer.parseInt(parts[1]) : 0;
    }
}
