package dev.orderapp.kubectl.view;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.format.NumberFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The evidence of one metric: what was counted on both sides, and how far its odds are from a rollback. */
final class EvidenceLines {
    private EvidenceLines() {}

    static TreeNode of(MetricStatus metric) {
        List<TreeNode> children = new ArrayList<>();
        children.add(TreeNode.leaf("canary " + events(metric.canary()) + ", stable " + events(metric.stable())
                + "; this step: canary " + events(metric.stepCanary()) + ", stable "
                + events(metric.stepStable())));
        odds(metric.ratio(), worse(metric.maxRatio())).ifPresent(children::add);
        odds(
                        metric.canaryCeiling(),
                        "above the ceiling"
                                + Optional.ofNullable(metric.ceiling())
                                        .map(c -> " of " + NumberFormats.percent(c))
                                        .orElse(""))
                .ifPresent(children::add);
        String verdict = Optional.ofNullable(metric.verdict()).orElse("not judged");
        String reason =
                Optional.ofNullable(metric.reason()).map(r -> " (" + r + ")").orElse("");
        return new TreeNode(metric.name() + "  " + verdict + reason, children);
    }

    /** Bad of all events, for example {@code 31 of 412 (7.5 %)}. */
    static String events(EventCounts counts) {
        return NumberFormats.events(count(counts, EventCounts::bad), count(counts, EventCounts::total));
    }

    private static long count(EventCounts counts, Function<EventCounts, Long> number) {
        return Optional.ofNullable(counts).map(number).orElse(0L);
    }

    private static String worse(Double maxRatio) {
        return Optional.ofNullable(maxRatio)
                .filter(ratio -> ratio != 1)
                .map(ratio -> "more than " + NumberFormats.factor(ratio) + " times as bad as stable")
                .orElse("worse than stable");
    }

    /** The peak, as it is what is compared with the threshold. */
    private static Optional<TreeNode> odds(EvidenceOdds odds, String hypothesis) {
        return Optional.ofNullable(odds)
                .filter(o -> o.peak() != null)
                .map(o -> TreeNode.leaf("odds that it is " + hypothesis + ": at most "
                        + NumberFormats.highestOdds(o.peak())
                        + Optional.ofNullable(o.threshold())
                                .map(t -> ", rolled back at " + NumberFormats.odds(t))
                                .orElse("")));
    }
}
