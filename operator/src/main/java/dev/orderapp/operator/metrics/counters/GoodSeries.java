package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import java.util.List;

/**
 * What it means that counters of good events are missing beside a total that is there. Many libraries show a series only after its first
 * event, so a canary that fails every request has none. Read as zero it makes every event a bad one; so it is taken for zero only where
 * it can't be a slip in the selector:
 *
 * <ul>
 *   <li>the version knows the metric: one of its pages shows the name, with other labels or in a comment that declares it;
 *   <li>and somewhere the selector has found something, on either side; or the other side has no events that it could have found.
 * </ul>
 *
 * Anything else is no data, and named. A series of <em>bad</em> events that is missing is zero: it appears with the first of them.
 */
final class GoodSeries {
    private GoodSeries() {}

    /** The samples; those that lack the good series for no known reason become unavailable. */
    static List<TargetSample> checked(List<TargetSample> samples, Share share) {
        if (!share.good()) {
            return samples;
        }
        return samples.stream()
                .map(sample -> sample instanceof TargetSample.Counted counted && lacksGood(counted)
                        ? checked(counted, samples, share)
                        : sample)
                .toList();
    }

    private static TargetSample checked(TargetSample.Counted lacking, List<TargetSample> all, Share share) {
        Side side = lacking.target().side();
        if (all.stream().noneMatch(r -> r.target().side() == side && isKnown(r))) {
            return new TargetSample.Unavailable(lacking.target(), "its metrics page has no series for " + share.part());
        }
        boolean found = all.stream().anyMatch(GoodSeries::hasGood);
        boolean sought = all.stream().anyMatch(r -> r.target().side() != side && hasEvents(r));
        return found || !sought || !hasEvents(lacking)
                ? lacking
                : new TargetSample.Unavailable(
                        lacking.target(),
                        "both versions count events, and neither has a series for " + share.part()
                                + ": is a label misspelt?");
    }

    private static boolean lacksGood(TargetSample.Counted sample) {
        return sample.part().isEmpty() && !sample.total().isEmpty();
    }

    private static boolean isKnown(TargetSample sample) {
        return sample instanceof TargetSample.Counted counted && counted.partKnown();
    }

    private static boolean hasGood(TargetSample sample) {
        return sample instanceof TargetSample.Counted counted && !counted.part().isEmpty();
    }

    private static boolean hasEvents(TargetSample sample) {
        return sample instanceof TargetSample.Counted counted && counted.total().sum() > 0;
    }
}
