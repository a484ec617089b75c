package dev.orderapp.operator.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentence of a judgement, for status, Events and log. */
final class JudgementMessage {
    private static final double LOG_MILLION = Math.log(1e6);

    private JudgementMessage() {}

    /** For example "server-errors: canary 31 of 412 (7.5 %), stable 4 of 960 (.4 %); odds 4,800:1 that it is worse". */
    static String of(MetricRule rule, Evidence evidence, VerdictReason reason, double logOdds) {
        String counts = rule.name() + ": canary " + shares(evidence.canary()) + ", stable " + shares(evidence.stable());
        String once = rule.clustered() ? ", bursts counted once" : "";
        String ceiling = "the ceiling of " + percent(rule.ceiling());
        return counts
                + switch (reason) {
                    case WorseThanStable -> "; odds " + odds(logOdds) + " that it is " + worse(rule) + once;
                    case AboveCeiling -> "; odds " + odds(logOdds) + " that it is above " + ceiling + once;
                    case SharedOutage ->
                        "; odds " + odds(logOdds) + " that it is above " + ceiling + ", and so is stable" + once;
                    case ComparisonUnsound ->
                        "; odds " + odds(logOdds) + " that "
                                + unsound(UnsoundComparison.of(rule, evidence).orElseThrow(), rule, evidence) + once;
                    case NoData -> "; the last measurement brought no data";
                    case TooFewEvents ->
                        "; "
                                + number(evidence.step().canary().total())
                                + " of the "
                                + number(rule.minimum())
                                + " events that this step needs";
                    case NotWorse -> "; not credibly " + worse(rule) + once + " (odds " + odds(logOdds) + ")";
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
        return rule.maxRatio() == 1 ? "worse" : "more than " + decimal("#.##", rule.maxRatio()) + " times worse";
    }

    private static String shares(Counts counts) {
        return number(counts.bad()) + " of " + number(counts.total()) + " (" + percent(counts.share()) + ")";
    }

    private static String percent(double share) {
        return decimal(share > 0 && share < 0.0005 ? "#.###" : "#.#", share * 100) + " %";
    }

    /**
     * Odds with two significant digits, as more would pretend to a precision that they don't have; cut off rather than rounded, lest
     * odds just short of a threshold look as if they had reached it.
     */
    private static String odds(double logOdds) {
        if (Math.abs(logOdds) > LOG_MILLION) {
            return logOdds > 0 ? "above 1,000,000:1" : "below 1:1,000,000";
        }
        BigDecimal ratio = new BigDecimal(Math.exp(Math.abs(logOdds))).round(new MathContext(2, RoundingMode.DOWN));
        String digits = decimal("#,###.#", ratio.doubleValue());
        return logOdds >= 0 ? digits + ":1" : "1:" + digits;
    }

    static String number(long number) {
        return decimal("#,###", number);
    }

    private static String decimal(String pattern, double number) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumIntegerDigits(0);
        return format.format(number);
    }
}
