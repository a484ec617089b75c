package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    /** The last revision went through just these steps, in this order, each once. */
    static Expectation passedThrough(Integer... weights) {
        return (result, seen) -> {
            List<Integer> passed = result.steps().stream().map(StepSpan::weight).toList();
            return passed.equals(List.of(weights)) ? Optional.empty() : Optional.of("its steps were " + passed);
        };
    }

    /** The bad revisions gave no answer any more so long after something was done. */
    static Expectation evacuatedWithin(Duration limit, String mark) {
        return (result, seen) -> {
            Instant done = result.faultLog().marks().get(mark);
            return seen.requests().stream()
                    .filter(r -> result.faultLog().bad().contains(r.revision()))
                    .map(Request::answeredAt)
                    .max(Comparator.naturalOrder())
                    .map(last -> Duration.between(done, last))
                    .filter(took -> took.compareTo(limit) > 0)
                    .map(took -> "the canary still answered " + took.toMillis() + " ms after the " + mark);
        };
    }
}
