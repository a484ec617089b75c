package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.format.NumberFormats;
import java.util.stream.Collectors;

/** The sentence of a judgement, for status, Events and log. */
final class JudgementMessage {
    private JudgementMessage() {}

    /** For example "server-errors: canary 31 of 412 (7.5 %), stable 4 of 960 (0.4 %); odds 4,800:1 that it is worse". */
    static String of(MetricRule rule, Evidence evidence, VerdictReason reason, double logOdds) {
        String counts = rule.name() + ": canary " + shares(evidence.canary()) + ", stable " + shares(evidence.stable());
        String once = rule.clustered() ? ", bursts counted once" : "";
        String ceiling = "the ceiling of " + NumberFormats.percent(rule.ceiling());
        return counts
                + switch (reason) {
                    case WorseThanStable ->
                        "; odds " + NumberFormats.odds(logOdds) + " that it is " + worse(rule) + once;
                    case AboveCeiling ->
                        "; odds " + NumberFormats.odds(logOdds) + " that it is above " + ceiling + once;
                    case SharedOutage ->
                        "; odds " + NumberFormats.odds(logOdds) + " that it is above " + ceiling + ", and so is stable"
                                + once;
                    case ComparisonUnsound ->
                        "; odds " + NumberFormats.odds(logOdds) + " that "
                                + unsound(UnsoundComparison.of(rule, evidence).orElseThrow(), rule, evidence) + once;
                    case NoData -> "; the last measurement brought no data";
                    case TooFewEvents ->
                        "; "
                                + NumberFormats.count(evidence.step().canary().total())
                                + " of the "
                                + NumberFormats.count(rule.minimum())
                                + " events that this step needs";
                    case NotWorse ->
                        "; not credibly " + worse(rule) + once + " (odds " + NumberFormats.odds(logOdds) + ")";
                }
                + concentrated(evidence);
    }

    private static String concentrated(Evidence evidence) {
        return evidence.concentrations().stream()
                .filter(Concentration::isNotable)
                .map(notable -> "; " + notable.sentence())
                .collect(Collectors.joining());
    }

    private static String unsound(UnsoundComparison unsound, MetricRule rule, Evidence evidence) {
        String before =
                "stable was before this release, " + shares(evidence.past().before());
        return switch (unsound) {
            case STABLE_WORSE_THAN_BEFORE ->
                "stable itself fails more than " + before + ", so that comparing with it proves nothing";
            case CANARY_WORSE_THAN_BEFORE ->
                "the canary fails more than " + before + ", though no more than stable does now";
            case WORSE_BY_WEIGHT_ALONE ->
                "it is " + worse(rule)
                        + " for its part of the visitors, but not for its part of the events: more requests come to it than its visitors make";
            case WORSE_BY_EVENTS_ALONE ->
                "it is " + worse(rule)
                        + " for its part of the events, but not for its part of the visitors: more requests come to stable than its visitors make";
        };
    }

    private static String worse(MetricRule rule) {
        return rule.maxRatio() == 1 ? "worse" : "more than " + NumberFormats.factor(rule.maxRatio()) + " times worse";
    }

    private static String shares(Counts counts) {
        return NumberFormats.events(counts.bad(), counts.total());
    }
}
