package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Something that must be true of what was played, besides how it ended and whose the failures were. */
interface Promise {
    /**
     * What broke it.
     *
     * @return empty if it was kept
     */
    Optional<String> broken(Played played, Records seen);

    /** The last revision never got more than this share, in per cent. */
    static Promise neverAbove(int weight) {
        return (played, seen) -> played.steps().stream()
                .filter(s -> s.weight() > weight)
                .findFirst()
                .map(s -> "the canary went on to " + s.weight() + " %");
    }

    /** The last revision went through just these steps, in this order, each once. */
    static Promise passedThrough(Integer... weights) {
        return (played, seen) -> {
            List<Integer> passed = played.steps().stream().map(StepSpan::weight).toList();
            return passed.equals(List.of(weights)) ? Optional.empty() : Optional.of("its steps were " + passed);
        };
    }

    /** The bad revisions answered nobody any more so long after something was done. */
    static Promise evacuatedWithin(Duration limit, String mark) {
        return (played, seen) -> {
            Instant done = played.ledger().marks().get(mark);
            return seen.requests().stream()
                    .filter(r -> played.ledger().bad().contains(r.revision()))
                    .map(Request::answeredAt)
                    .max(Comparator.naturalOrder())
                    .map(last -> Duration.between(done, last))
                    .filter(took -> took.compareTo(limit) > 0)
                    .map(took -> "the canary still answered " + took.toMillis() + " ms after the " + mark);
        };
    }
}
