package dev.orderapp.operator.analysis;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why the comparison of the two versions proves nothing at the moment, though it does not speak credibly against the canary. It
 * lasts as long as its odds: none is needed to hold a step that can't be judged, and what was chance passes.
 */
enum UnsoundComparison {
    /** Stable is worse than it was before the release: beside it every canary looks good. */
    STABLE_WORSE_THAN_BEFORE(e -> e.past().stable(), Alpha::ceiling),
    /** The canary is worse than stable was before the release, and stable looks the same by now. */
    CANARY_WORSE_THAN_BEFORE(e -> e.past().canary(), Alpha::ceiling),
    /** The canary has more of the bad events than of the visitors, but so many events that its share is no worse. */
    WORSE_BY_WEIGHT_ALONE(Evidence::byWeight, Alpha::ratio),
    /**
     * The canary's share is worse, but of the bad events it has no more than of the visitors: a stranger adds to stable's good ones, or callers
     * past the router do. The odds are asked for twice over, as the little that one stranger may add must hold nothing up.
     */
    WORSE_BY_EVENTS_ALONE(Evidence::ratio, alpha -> alpha.ratio() * alpha.ratio());

    private final Function<Evidence, EProcess> odds;
    private final Function<Alpha, Double> alpha;

    UnsoundComparison(Function<Evidence, EProcess> odds, Function<Alpha, Double> alpha) {
        this.odds = odds;
        this.alpha = alpha;
    }

    /** The first that there is. */
    static Optional<UnsoundComparison> of(MetricRule rule, Evidence evidence) {
        return Arrays.stream(values())
                .filter(unsound -> unsound.logOdds(evidence) >= -Math.log(unsound.alpha.apply(rule.alpha())))
                .findFirst();
    }

    /** Natural logarithm of the odds for it, now. */
    double logOdds(Evidence evidence) {
        return odds.apply(evidence).logOdds();
    }
}
