package dev.orderapp.operator.analysis;

import java.util.List;

/**
 * Compares one side with a share of bad events that is never accepted, whatever the other side does.
 *
 * <p><b>Null hypothesis:</b> the true share p is at most p_0 = {@code ceiling}. <b>Alternatives:</b> it is p_1 = 2, 4, 10 times the
 * ceiling, or nearly everything. With n events and x bad ones between two measurements
 *
 * <pre>  ln L = x·ln(p_1/p_0) + (n − x)·ln((1 − p_1)/(1 − p_0))</pre>
 *
 * the likelihood ratio of Wald's sequential test ("Sequential Tests of Statistical Hypotheses", 1945). Its expectation,
 * (1 + (p − p_0)·(p_1 − p_0)/(p_0·(1 − p_0)))^n, is 1 at p = p_0 and less below: the null hypothesis may be the whole range
 * up to the ceiling. Taking an accepted share <em>below</em> the ceiling as p_0, as textbooks do, would reject a true 3 %
 * under a ceiling of 5 % in most releases.
 */
final class CeilingOdds {
    private static final List<Double> MULTIPLES = List.of(2.0, 4.0, 10.0, Double.MAX_VALUE);

    /** "Nearly everything": at 1 itself a single good event would rule the alternative out for ever. */
    private static final double NEARLY_ALL = 0.99;

    private CeilingOdds() {}

    static EProcess none() {
        return EProcess.none(MULTIPLES.size());
    }

    /** ln L per alternative, for what one side counted between two measurements. */
    static double[] logRatios(Counts counts, double ceiling) {
        return logRatios(counts.bad(), counts.good(), ceiling);
    }

    /** ln L per alternative, for so many bad and good events; 0 where nothing is above the ceiling, as at 100 %. */
    static double[] logRatios(double bad, double good, double ceiling) {
        return MULTIPLES.stream()
                .mapToDouble(
                        m -> alternative(ceiling, m) < 1 ? logRatio(bad, good, ceiling, alternative(ceiling, m)) : 0)
                .toArray();
    }

    private static double alternative(double ceiling, double multiple) {
        return Math.min(ceiling * multiple, Math.max(NEARLY_ALL, (1 + ceiling) / 2));
    }

    /** ln L of one alternative, both shares above 0 and below 1. */
    static double logRatio(double bad, double good, double ceiling, double alternative) {
        return bad * Math.log(alternative / ceiling) + good * (Math.log1p(-alternative) - Math.log1p(-ceiling));
    }
}
