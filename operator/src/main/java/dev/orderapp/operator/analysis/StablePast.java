package dev.orderapp.operator.analysis;

/**
 * What stable was like before the release, and how both sides compare with that; see {@link StablePastOdds}.
 *
 * @param before events of stable up to the release's first measurement; none if unknown
 * @param stable odds that stable is worse in this step than before
 * @param canary odds that the canary is worse in this step than stable was before; the peak is that of the whole release
 */
public record StablePast(Counts before, EProcess stable, EProcess canary) {
    /** Nothing is known of it. */
    public static final StablePast UNKNOWN = of(Counts.NONE);

    /** Before the first measurement. */
    public static StablePast of(Counts before) {
        return new StablePast(before, StablePastOdds.none(), StablePastOdds.none());
    }

    /** Share of bad events up to which either version is as stable was before; 1 where too little is known of that. */
    public double limit(MetricRule rule) {
        return StablePastOdds.limit(before, rule);
    }

    StablePast plus(EventDelta delta, MetricRule rule) {
        return new StablePast(
                before,
                stable.times(StablePastOdds.logRatios(delta.stable(), before, rule)),
                canary.times(StablePastOdds.logRatios(delta.canary(), before, rule)));
    }

    /** What is over holds no later step. */
    StablePast startStep() {
        EProcess none = StablePastOdds.none();
        return new StablePast(before, none, new EProcess(none.logs(), none.steps(), canary.peak()));
    }
}
