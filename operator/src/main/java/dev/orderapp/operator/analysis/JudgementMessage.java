package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.format.NumberFormats;
import java.util.stream.Collectors;

/** The sentence of a judgement, for status, Events and log. */
final class JudgementMessage {
    private JudgementMessage() {}

    /** For example "server-errors: canary 31 of 412 (7.5 %), stable 4 of 960 (0.4 %); odds 4,800:1 that it is worse". */
    static String of(MetricRule rule, Evidence evidence, VerdictReason reason, double logOdds) {
        String counts = rule.name() + ": canary " + shares(evidence.canary(), rule) + ", stable "
                + shares(evidence.stable(), rule);
        String once = rule.clustered() ? ", bursts counted once" : "";
        String ceiling = "the ceiling of " + NumberFormats.percent(rule.ceiling());
        return counts
                + switch (reason) {
                    case WorseThanStable ->
                        "; odds " + NumberFormats.odds(logOdds) + " that it " + isWorse(rule) + once;
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
                    case NotWorse -> "; " + notWorse(rule, evidence, logOdds, once);
                }
                + concentrated(evidence);
    }

    /** Where one witness alone speaks against the canary, what the others say and would have to say. */
    private static String notWorse(MetricRule rule, Evidence evidence, double logOdds, String once) {
        if (logOdds < -Math.log(rule.alpha().ratio())) {
            return "not credibly " + worse(rule) + once + " (odds " + NumberFormats.odds(logOdds) + ")";
        }
        String past = rule.countsGood()
                ? ""
                : ", and not beside what stable was before this release"
                        + witness(evidence.past().canary(), rule.alpha().ceiling());
        return worse(rule) + " for its part of the events (odds " + NumberFormats.odds(logOdds)
                + "), but a second witness is missing: it " + (rule.countsGood() ? "has" : "is")
                + " not for its part of the visitors"
                + witness(evidence.byWeight(), rule.alpha().byWeight()) + past + once;
    }

    private static String witness(EProcess odds, double alpha) {
        return " (odds " + NumberFormats.odds(odds.logOdds()) + ", " + NumberFormats.odds(-Math.log(alpha))
                + " are needed)";
    }

    private static String concentrated(Evidence evidence) {
        return evidence.concentrations().stream()
                .map(notable -> "; " + notable.sentence())
                .collect(Collectors.joining());
    }

    private static String unsound(UnsoundComparison unsound, MetricRule rule, Evidence evidence) {
        boolean fewer = rule.countsGood();
        String before = "stable " + (fewer ? "had" : "was") + " before this release, "
                + shares(evidence.past().before(), rule);
        String falls = fewer ? "has fewer than " : "fails more than ";
        return switch (unsound) {
            case STABLE_WORSE_THAN_BEFORE ->
                "stable itself " + falls + before + ", so that comparing with it proves nothing";
            case CANARY_WORSE_THAN_BEFORE ->
                "the canary " + falls + before
                        + (fewer ? ", though no fewer than stable has now" : ", though no more than stable does now");
            case WORSE_BY_WEIGHT_ALONE ->
                "it " + isWorse(rule) + " for its part of the visitors, but not for its part of the events: "
                        + (fewer ? "fewer events come to it" : "more requests come to it") + " than its visitors make";
            case WORSE_BY_EVENTS_ALONE ->
                "it " + isWorse(rule) + " for its part of the events, but not for its part of the visitors: "
                        + (fewer ? "more events come to it than its" : "more requests come to stable than its")
                        + " visitors make";
        };
    }

    private static String isWorse(MetricRule rule) {
        return (rule.countsGood() ? "has " : "is ") + worse(rule);
    }

    private static String worse(MetricRule rule) {
        String worse = rule.countsGood() ? "fewer" : "worse";
        return rule.maxRatio() == 1 ? worse : "more than " + NumberFormats.factor(rule.maxRatio()) + " times " + worse;
    }

    /** Good events where those are compared, else the bad ones, of all. */
    private static String shares(Counts counts, MetricRule rule) {
        return NumberFormats.events(rule.countsGood() ? counts.good() : counts.bad(), counts.total());
    }
}
