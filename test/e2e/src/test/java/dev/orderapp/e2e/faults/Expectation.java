package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import dev.orderapp.v1.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Something that must be true of a scenario's result, besides how it ended and whose the failures were. */
interface Expectation {
    /**
     * Why it is not met.
     *
     * @return empty if it is met
     */
    Optional<String> violation(ScenarioResult result, LoadRecords seen);

    /** The last revision never got more than this share, in per cent. */
    static Expectation neverAbove(int weight) {
        return (result, seen) -> result.steps().stream()
                .filter(s -> s.weight() > weight)
                .findFirst()
                .map(s -> "the canary went on to " + s.weight() + " %");
    }

    /** The last attempt's history says so. */
    static Expectation saying(String part) {
        return (result, seen) -> {
            List<HistoryEntry> attempts = result.attempts();
            String message = attempts.get(attempts.size() - 1).message();
            return message.contains(part) ? Optional.empty() : Optional.of("its history says: " + message);
        };
    }

    /** The last revision went through just these steps, in this order, each once. */
    static Expectation passedThrough(Integer... weights) {
        return (result, seen) -> {
            List<Integer> passed = result.steps().stream().map(StepSpan::weight).toList();
            return passed.equals(List.of(weights)) ? Optional.empty() : Optional.of("its steps were " + passed);
        };
    }

    /** The bad revisions gave no answer any more so long after something was done. */
    static Expectation evacuatedWithin(Duration limit, String mark) {
        return (result, seen) -> late(result, seen, result.faultLog().bad()::contains, limit, mark);
    }

    /** All other revisions than the one of the last attempt gave no answer any more so long after something was done. */
    static Expectation leftWithin(Duration limit, String mark) {
        return (result, seen) -> {
            List<HistoryEntry> attempts = result.attempts();
            String last = attempts.get(attempts.size() - 1).revision();
            return late(result, seen, revision -> !revision.equals(last), limit, mark);
        };
    }

    private static Optional<String> late(
            ScenarioResult result, LoadRecords seen, Predicate<String> left, Duration limit, String mark) {
        Instant done = result.faultLog().marks().get(mark);
        return seen.requests().stream()
                .filter(r -> r.answeredAt().isBefore(result.window().until()))
                .filter(r -> left.test(r.revision()))
                .max(Comparator.comparing(Request::answeredAt))
                .filter(last -> Duration.between(done, last.answeredAt()).compareTo(limit) > 0)
                .map(last -> "revision " + last.revision() + " still answered "
                        + Duration.between(done, last.answeredAt()).toMillis() + " ms after the " + mark);
    }
}
