package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.v1.MetricSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the origins of one side said about one metric.
 *
 * @param side which
 * @param silent those that can't be read
 * @param beginning those that can, but have nothing to be compared with yet: what they counted before this look is unknown
 * @param readable how many can
 * @param named whether the metric is known to any of those
 * @param increments what those that could be compared with an earlier reading counted; empty if none could
 */
record SideTotals(
        Side side,
        List<TargetSample.Unavailable> silent,
        List<ScrapeTarget> beginning,
        int readable,
        boolean named,
        Optional<Counts> increments) {

    boolean isAbsent() {
        return silent.isEmpty() && readable == 0;
    }

    boolean isSilent() {
        return !silent.isEmpty() && readable == 0;
    }

    /** Whether it can be read, but has nothing to compare with yet. */
    boolean begins() {
        return readable > 0 && increments.isEmpty();
    }

    /** Whether each origin told what it counted since the last look. */
    boolean isComplete() {
        return silent.isEmpty() && beginning.isEmpty();
    }

    Counts counted() {
        return increments.orElse(Counts.NONE);
    }

    /** What is wrong with this side, in words. */
    List<String> problems(MetricQuery query) {
        List<String> problems = new ArrayList<>();
        if (!silent.isEmpty()) {
            TargetSample.Unavailable example = silent.get(0);
            problems.add(silent.size() + " of " + (silent.size() + readable) + " " + side + " " + origins(query)
                    + " can't be read (" + example.origin().name() + ": " + example.problem() + ")"
                    + (query.source() == MetricSource.Pods ? ": see its log, or delete it" : ""));
        }
        if (readable > 0 && !named) {
            problems.add(unnamed(query));
        }
        return problems;
    }

    /** That some origins begin to be counted only now, which holds a step for one look. */
    Optional<String> beginnings(MetricQuery query) {
        return beginning.isEmpty() || begins()
                ? Optional.empty()
                : Optional.of("counting of " + beginning.size() + " of " + (silent.size() + readable) + " " + side + " "
                        + origins(query) + " begins with this look ("
                        + beginning.get(0).name() + ")");
    }

    private String unnamed(MetricQuery query) {
        return query.source() == MetricSource.Ingress
                ? "the ingress controller has no series for requests to the " + side + " Service of the "
                        + query.component()
                : "no " + side + " Pod has a series for " + query.share().total();
    }

    private static String origins(MetricQuery query) {
        return switch (query.source()) {
            case Pods -> "Pods";
            case Ingress -> "pages of the ingress controller";
            case Prometheus -> "answers";
        };
    }
}
