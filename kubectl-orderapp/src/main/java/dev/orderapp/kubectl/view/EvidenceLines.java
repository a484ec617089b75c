package dev.orderapp.kubectl.view;

import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.MetricStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The evidence of one metric: what was counted on both sides, and how far its odds are from taking the release back. */
final class EvidenceLines {
    private EvidenceLines() {}

    static TreeNode of(MetricStatus metric) {
        List<TreeNode> below = new ArrayList<>();
        below.add(TreeNode.leaf(
                "canary " + Numbers.shares(metric.canary()) + ", stable " + Numbers.shares(metric.stable())
                        + "; this step: canary " + Numbers.shares(metric.stepCanary()) + ", stable "
                        + Numbers.shares(metric.stepStable())));
        odds(metric.ratio(), worse(metric.maxRatio())).ifPresent(below::add);
        odds(
                        metric.canaryCeiling(),
                        "above the ceiling"
                                + Optional.ofNullable(metric.ceiling())
                                        .map(c -> " of " + Numbers.percent(c))
                                        .orElse(""))
                .ifPresent(below::add);
        String verdict = Optional.ofNullable(metric.verdict()).orElse("not judged");
        String reason =
                Optional.ofNullable(metric.reason()).map(r -> " (" + r + ")").orElse("");
        return new TreeNode(metric.name() + "  " + verdict + reason, below);
    }

    private static String worse(Double maxRatio) {
        return Optional.ofNullable(maxRatio)
                .filter(ratio -> ratio != 1)
                .map(ratio -> "more than " + Numbers.factor(ratio) + " times as bad as stable")
                .orElse("worse than stable");
    }

    /** The peak, as it is what is held against the threshold. Odds below even ones are none. */
    private static Optional<TreeNode> odds(EvidenceOdds odds, String that) {
        return Optional.ofNullable(odds)
                .filter(o -> o.peak() != null)
                .map(o -> TreeNode.leaf("odds that it is " + that + ": at most "
                        + (o.peak() <= 0 ? "even" : Numbers.odds(o.peak()))
                        + Optional.ofNullable(o.threshold())
                                .map(t -> ", taken back at " + Numbers.odds(t))
                                .orElse("")));
    }
}
