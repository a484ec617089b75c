package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the Pods of one side said about one metric.
 *
 * @param side which
 * @param silent Pods that can't be read
 * @param readable how many can
 * @param named whether any of those has the series
 * @param increments what those that could be compared with an earlier reading counted; empty if none could
 */
record SideReading(
        Side side, List<PodReading.Silent> silent, int readable, boolean named, Optional<Counts> increments) {

    boolean isAbsent() {
        return silent.isEmpty() && readable == 0;
    }

    boolean isSilent() {
        return !silent.isEmpty() && readable == 0;
    }

    Counts counted() {
        return increments.orElse(Counts.NONE);
    }

    /** What is wrong with this side, in words. */
    List<String> problems(MetricQuery query) {
        List<String> problems = new ArrayList<>();
        if (!silent.isEmpty()) {
            PodReading.Silent example = silent.get(0);
            problems.add(silent.size() + " of " + (silent.size() + readable) + " " + side + " Pods can't be read ("
                    + example.pod().name() + ": " + example.problem() + ")");
        }
        if (readable > 0 && !named) {
            problems.add("no " + side + " Pod has a series for " + query.total());
        }
        return problems;
    }
}
