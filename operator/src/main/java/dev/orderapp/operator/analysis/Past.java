package dev.orderapp.operator.analysis;

/**
 * What stable was like before the release, and how both sides compare with that; see {@link PastTest}.
 *
 * @param before events of stable up to the release's first look; none if unknown
 * @param stable odds that stable is worse in this step than before
 * @param canary odds that the canary is worse in this step than stable was before; the peak is that of the whole release
 */
public record Past(Counts before, EProcess stable, EProcess canary) {
    /** Nothing is known of it. */
    public static final Past UNKNOWN = of(Counts.NONE);

    /** Before the first look. */
    public static Past of(Counts before) {
        return new Past(before, PastTest.none(), PastTest.none());
    }

    Past plus(Tick tick, MetricRule rule) {
        return new Past(
                before,
                stable.times(PastTest.logRatios(tick.stable(), before, rule)),
                canary.times(PastTest.logRatios(tick.canary(), before, rule)));
    }

    /** What is over holds no later step. */
    Past startStep() {
        EProcess none = PastTest.none();
        return new Past(before, none, new EProcess(none.logs(), none.steps(), canary.peak()));
    }
}
