package dev.orderapp.operator.analysis;

/**
 * What stable was like before the release, and how both sides compare with that; see {@link StablePastTest}.
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
        return new StablePast(before, StablePastTest.none(), StablePastTest.none());
    }

    StablePast plus(EventDelta delta, MetricRule rule) {
        return new StablePast(
                before,
                stable.times(StablePastTest.logRatios(delta.stable(), before, rule)),
                canary.times(StablePastTest.logRatios(delta.canary(), before, rule)));
    }

    /** What is over holds no later step. */
    StablePast startStep() {
        EProcess none = StablePastTest.none();
        return new StablePast(before, none, new EProcess(none.logs(), none.steps(), canary.peak()));
    }
}
