package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.v1.MetricSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the targets of one side said about one metric.
 *
 * @param side which
 * @param unavailable those that can't be read
 * @param withoutBaseline those that can, but have nothing to be compared with yet: what they counted before this measurement is
 *     unknown
 * @param readable how many can
 * @param known whether any of those knows the metric
 * @param counts what those that could be compared with an earlier sample counted; empty if none could
 */
record SideTotals(
        Side side,
        List<TargetSample.Unavailable> unavailable,
        List<ScrapeTarget> withoutBaseline,
        int readable,
        boolean known,
        Optional<Counts> counts) {

    boolean isAbsent() {
        return unavailable.isEmpty() && readable == 0;
    }

    boolean isUnavailable() {
        return !unavailable.isEmpty() && readable == 0;
    }

    /** Whether it can be read, but has nothing to compare with yet. */
    boolean begins() {
        return readable > 0 && counts.isEmpty();
    }

    /** Whether each target told what it counted since the last measurement. */
    boolean isComplete() {
        return unavailable.isEmpty() && withoutBaseline.isEmpty();
    }

    Counts countsOrNone() {
        return counts.orElse(Counts.NONE);
    }

    /** What is wrong with this side, in words. */
    List<String> problems(MetricQuery query) {
        List<String> problems = new ArrayList<>();
        if (!unavailable.isEmpty()) {
            TargetSample.Unavailable example = unavailable.get(0);
            problems.add(
                    unavailable.size() + " of " + (unavailable.size() + readable) + " " + side + " " + targets(query)
                            + " can't be read (" + example.target().name() + ": " + example.problem() + ")"
                            + (query.source() == MetricSource.Pods ? ": see its log, or delete it" : ""));
        }
        if (readable > 0 && !known) {
            problems.add(unknown(query));
        }
        return problems;
    }

    /** That some targets begin to be counted only now, which holds a step for one measurement. */
    Optional<String> beginnings(MetricQuery query) {
        return withoutBaseline.isEmpty() || begins()
                ? Optional.empty()
                : Optional.of("counting of " + withoutBaseline.size() + " of " + (unavailable.size() + readable) + " "
                        + side + " "
                        + targets(query) + " begins with this measurement ("
                        + withoutBaseline.get(0).name() + ")");
    }

    private String unknown(MetricQuery query) {
        return query.source() == MetricSource.Ingress
                ? "the ingress controller has no series for requests to the " + side + " Service of the "
                        + query.component()
                : "no " + side + " Pod has a series for " + query.share().total();
    }

    private static String targets(MetricQuery query) {
        return switch (query.source()) {
            case Pods -> "Pods";
            case Ingress -> "pages of the ingress controller";
            case Prometheus -> "answers";
        };
    }
}
