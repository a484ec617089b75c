package dev.orderapp.operator.analysis;

import java.util.List;

/**
 * All that is known about one metric of one release: running totals, small and of fixed size. A restart goes on from its stored
 * components as if nothing had happened; no single measurement needs to be remembered.
 *
 * @param canary events of the canary since the release began
 * @param stable events of the stable version since then
 * @param step events of the current step on both sides
 * @param complete whether the last measurement brought all that it should
 * @param ratio odds that the canary is worse than stable, each measured by its own events
 * @param byWeight odds that the canary is worse than stable, each measured by the visitors that it was meant to get
 * @param canaryCeiling odds that the canary is above the ceiling
 * @param past how both compare with what stable was like before the release
 * @param concentrations where one source made half of the recent failures or more, as the last measurement that knew says
 */
public record Evidence(
        Counts canary,
        Counts stable,
        EventDelta step,
        boolean complete,
        EProcess ratio,
        EProcess byWeight,
        EProcess canaryCeiling,
        StablePast past,
        List<Concentration> concentrations) {

    public Evidence {
        concentrations = List.copyOf(concentrations);
    }

    /** As stored by a version of the operator that knew neither weights nor a past. */
    public Evidence(
            Counts canary, Counts stable, EventDelta step, boolean complete, EProcess ratio, EProcess canaryCeiling) {
        this(canary, stable, step, complete, ratio, ratio, canaryCeiling, StablePast.UNKNOWN, List.of());
    }

    /** Nothing seen yet, at the start of the first step. */
    public static Evidence none() {
        return new Evidence(Counts.NONE, Counts.NONE, EventDelta.NONE, false, RatioOdds.none(), CeilingOdds.none());
    }

    /** After one more measurement, without knowing which share of the visitors the canary was meant to get. */
    public Evidence plus(Sample sample, MetricRule rule) {
        return plus(sample, rule, againstStable(sample.delta(), rule));
    }

    /**
     * After one more measurement. At weight 1 what stable counts is left out: no visitor was meant to come there, so they are stragglers, or
     * requests that are sent in order to be counted.
     *
     * @param weight share of the visitors that the canary was meant to get when the events since the last one began, from 0 to 1
     */
    public Evidence plus(Sample sample, MetricRule rule, double weight) {
        Sample meant = weight < 1 ? sample : sample.withoutStable();
        return plus(meant, rule, byWeight(meant.delta(), rule, weight));
    }

    private Evidence plus(Sample sample, MetricRule rule, double[] byWeightRatios) {
        EventDelta delta = sample.delta();
        return new Evidence(
                canary.plus(delta.canary()),
                stable.plus(delta.stable()),
                step.plus(delta),
                sample.complete(),
                ratio.times(againstStable(delta, rule)),
                byWeight.times(byWeightRatios),
                canaryCeiling.times(againstCeiling(delta.canary(), rule)),
                pastBefore(sample).plus(delta, rule),
                sample.concentrations().isEmpty() ? concentrations : notable(sample));
    }

    private static List<Concentration> notable(Sample sample) {
        return sample.concentrations().stream().filter(Concentration::isNotable).toList();
    }

    /** What comes to be known of the past once the canary has visitors is no past any more. */
    private StablePast pastBefore(Sample sample) {
        boolean begins = past.before().total() == 0 && canary.total() == 0;
        return begins ? sample.stableBefore().map(StablePast::of).orElse(past) : past;
    }

    private static double[] againstStable(EventDelta delta, MetricRule rule) {
        return switch (rule.question()) {
            case MORE_BAD_EVENTS -> RatioOdds.logRatios(delta, rule.maxRatio());
            case MORE_BAD_MEASUREMENTS -> BurstOdds.againstStable(delta, rule.maxRatio());
            case FEWER_GOOD_EVENTS -> FewerOdds.logRatios(delta, rule.maxRatio());
        };
    }

    private static double[] byWeight(EventDelta delta, MetricRule rule, double weight) {
        return switch (rule.question()) {
            case MORE_BAD_EVENTS -> RatioOdds.byWeight(delta, rule.maxRatio(), weight);
            case MORE_BAD_MEASUREMENTS -> BurstOdds.byWeight(delta, rule.maxRatio(), weight);
            case FEWER_GOOD_EVENTS -> FewerOdds.byWeight(delta, rule.maxRatio(), weight);
        };
    }

    private static double[] againstCeiling(Counts counts, MetricRule rule) {
        return rule.clustered()
                ? BurstOdds.againstCeiling(counts, rule.ceiling())
                : CeilingOdds.logRatios(counts, rule.ceiling());
    }

    /**
     * At the start of each step but the first: what a step needs to pass is counted anew, what speaks against the release stays.
     */
    public Evidence startStep() {
        return new Evidence(
                canary,
                stable,
                EventDelta.NONE,
                complete,
                ratio.startStep(),
                byWeight.startStep(),
                canaryCeiling.startStep(),
                past.startStep(),
                concentrations);
    }
}
