package dev.orderapp.kubectl.view;

import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.format.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The evidence of one metric: what was counted on both sides, and how far its odds are from a rollback. */
final class EvidenceLines {
    private EvidenceLines() {}

    static TreeNode of(MetricStatus metric, Ink ink) {
        List<TreeNode> children = new ArrayList<>();
        children.add(TreeNode.leaf(
                "canary " + events(metric, metric.canary()) + ", stable " + events(metric, metric.stable())
                        + "; this step: canary " + events(metric, metric.stepCanary()) + ", stable "
                        + events(metric, metric.stepStable())));
        odds(metric.ratio(), worse(metric)).ifPresent(children::add);
        if (!metric.countsGood()) {
            odds(
                            metric.canaryCeiling(),
                            "is above the ceiling"
                                    + Optional.ofNullable(metric.ceiling())
                                            .map(c -> " of " + NumberFormats.percent(c))
                                            .orElse(""))
                    .ifPresent(children::add);
        }
        String reason =
                Optional.ofNullable(metric.reason()).map(r -> " (" + r + ")").orElse("");
        Table.Cell verdict = verdict(metric, ink);
        return new TreeNode(metric.name() + "  " + ink.of(verdict.tone(), verdict.text()) + reason, children);
    }

    /** The verdict with its symbol. */
    static Table.Cell verdict(MetricStatus metric, Ink ink) {
        String verdict = Optional.ofNullable(metric.verdict()).orElse("not judged");
        if (Verdict.PASS.name().equals(verdict)) {
            return new Table.Cell(ink.symbol("✓") + verdict, Tone.GOOD);
        }
        return Verdict.FAIL.name().equals(verdict)
                ? new Table.Cell(ink.symbol("✖") + verdict, Tone.BAD)
                : new Table.Cell(ink.symbol("…") + verdict, Tone.WAITING);
    }

    /** The worst odds so far beside those at which the release is rolled back, for example {@code 2.4:1 of 200:1}. */
    static String worstOdds(MetricStatus metric) {
        return Stream.of(metric.ratio(), metric.canaryCeiling())
                .flatMap(Stream::ofNullable)
                .filter(odds -> odds.peak() != null && odds.threshold() != null)
                .max(Comparator.comparingDouble(odds -> odds.peak() - odds.threshold()))
                .map(odds -> NumberFormats.highestOdds(odds.peak()) + " of " + NumberFormats.odds(odds.threshold()))
                .orElse("-");
    }

    /** Bad of all events, or good ones where those are compared, for example {@code 31 of 412 (7.5 %)}. */
    static String events(MetricStatus metric, EventCounts counts) {
        return NumberFormats.events(count(counts, metric::compared), count(counts, EventCounts::total));
    }

    private static long count(EventCounts counts, Function<EventCounts, Long> number) {
        return Optional.ofNullable(counts).map(number).orElse(0L);
    }

    private static String worse(MetricStatus metric) {
        Optional<String> ratio = Optional.ofNullable(metric.maxRatio())
                .filter(accepted -> accepted != 1)
                .map(NumberFormats::factor);
        return metric.countsGood()
                ? ratio.map(r -> "has more than " + r + " times fewer than stable")
                        .orElse("has fewer than stable")
                : ratio.map(r -> "is more than " + r + " times as bad as stable")
                        .orElse("is worse than stable");
    }

    /** The peak, as it is what is compared with the threshold. */
    private static Optional<TreeNode> odds(EvidenceOdds odds, String hypothesis) {
        return Optional.ofNullable(odds)
                .filter(o -> o.peak() != null)
                .map(o -> TreeNode.leaf("odds that it " + hypothesis + ": at most "
                        + NumberFormats.highestOdds(o.peak())
                        + Optional.ofNullable(o.threshold())
                                .map(t -> ", rolled back at " + NumberFormats.odds(t))
                                .orElse("")));
    }
}
