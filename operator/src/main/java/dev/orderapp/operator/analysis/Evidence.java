package dev.orderapp.operator.analysis;

/**
 * All that is known about one metric of one release: running totals, small and of fixed size. Whoever stores the components can go on from
 * them after a restart as if nothing had happened; no look needs to be remembered.
 *
 * @param canary events of the canary since the release began
 * @param stable events of the stable version since then
 * @param step events of the current step on both sides
 * @param heard whether the last look brought all that it should
 * @param ratio odds that the canary is worse than stable
 * @param canaryCeiling odds that the canary is above the ceiling
 */
public record Evidence(Counts canary, Counts stable, Tick step, boolean heard, EProcess ratio, EProcess canaryCeiling) {

    /** Nothing seen yet, at the start of the first step. */
    public static Evidence none() {
        return new Evidence(Counts.NONE, Counts.NONE, Tick.NONE, false, RatioTest.none(), CeilingTest.none());
    }

    /** After one more look. */
    public Evidence plus(Sample sample, MetricRule rule) {
        Tick tick = sample.tick();
        return new Evidence(
                canary.plus(tick.canary()),
                stable.plus(tick.stable()),
                step.plus(tick),
                sample.heard(),
                ratio.times(againstStable(tick, rule)),
                canaryCeiling.times(againstCeiling(tick.canary(), rule)));
    }

    private static double[] againstStable(Tick tick, MetricRule rule) {
        return rule.burstsOnce()
                ? BurstTest.againstStable(tick, rule.maxRatio())
                : RatioTest.logRatios(tick, rule.maxRatio());
    }

    private static double[] againstCeiling(Counts counts, MetricRule rule) {
        return rule.burstsOnce()
                ? BurstTest.againstCeiling(counts, rule.ceiling())
                : CeilingTest.logRatios(counts, rule.ceiling());
    }

    /**
     * At the start of each step but the first: what a step needs to pass is counted anew, what speaks against the release stays.
     */
    public Evidence startStep() {
        return new Evidence(canary, stable, Tick.NONE, heard, ratio.startStep(), canaryCeiling.startStep());
    }
}
