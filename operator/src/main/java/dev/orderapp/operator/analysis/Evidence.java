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
 * @param stableCeiling odds that stable is above the ceiling
 */
public record Evidence(
        Counts canary,
        Counts stable,
        Tick step,
        boolean heard,
        EProcess ratio,
        EProcess canaryCeiling,
        EProcess stableCeiling) {

    /** Nothing seen yet, at the start of the first step. */
    public static Evidence none() {
        return new Evidence(
                Counts.NONE, Counts.NONE, Tick.NONE, false, RatioTest.none(), CeilingTest.none(), CeilingTest.none());
    }

    /** After one more look. */
    public Evidence plus(Sample sample, MetricRule rule) {
        Tick tick = sample.tick();
        return new Evidence(
                canary.plus(tick.canary()),
                stable.plus(tick.stable()),
                new Tick(step.canary().plus(tick.canary()), step.stable().plus(tick.stable())),
                sample.heard(),
                ratio.times(RatioTest.logRatios(tick, rule.maxRatio())),
                canaryCeiling.times(CeilingTest.logRatios(tick.canary(), rule.ceiling())),
                stableCeiling.times(CeilingTest.logRatios(tick.stable(), rule.ceiling())));
    }

    /**
     * At the start of each step but the first: what a step needs to pass is counted anew, what speaks against the release stays.
     */
    public Evidence startStep() {
        return new Evidence(
                canary,
                stable,
                Tick.NONE,
                heard,
                ratio.startStep(),
                canaryCeiling.startStep(),
                stableCeiling.startStep());
    }
}
