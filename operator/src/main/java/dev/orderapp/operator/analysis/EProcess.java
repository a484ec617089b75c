package dev.orderapp.operator.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The odds against a null hypothesis, valid at any time. The caller brings, per measurement and alternative i, the logarithm of a
 * likelihood ratio L_i whose expectation under the null hypothesis, given the past, is at most 1. This class keeps
 *
 * <pre>  E = reserve + mean over i of S_i,    at each measurement S_i ← S_i · L_i,    at each step S_i ← S_i + half of the reserve</pre>
 *
 * starting with S_i = 1 − {@link #FIRST_RESERVE} and E = 1.
 *
 * <p><b>Why it may be checked at any time.</b> Under the null hypothesis no operation raises the expectation of E: a nonnegative
 * supermartingale that starts at 1. Ville's inequality (1939) bounds the chance that E <em>ever</em> reaches 1/α by α. Hence a
 * crossing counts for good ({@link #peak}), and 1/{@code peak} is an always-valid p-value (Johari, Pekelis, Walsh,
 * "Always Valid Inference", 2015).
 *
 * <p><b>Why a mean over alternatives.</b> The true effect is unknown. The mean of supermartingales is one, and costs at most
 * ln(number of alternatives) against having known the best one (Robbins, "Statistical methods related to the law of the iterated
 * logarithm", 1970).
 *
 * <p><b>Why a reserve.</b> A version can turn bad only under the load of a later step. The clean events before would then be held
 * against the alarm: 2,400 of them cost the ceiling's test 130 nats, that is 200 bad requests more. So each step puts half of the
 * reserve on "bad from here on", a mixture over moments of change. It costs ln(1/.95) = .05 nats at first, and ln 40 = 3.7 nats
 * at the second step instead of whatever was clean before.
 *
 * @param logs ln S_i per alternative, finite
 * @param steps how many times the reserve was halved
 * @param peak largest ln E so far, at least 0
 */
public record EProcess(List<Double> logs, int steps, double peak) {
    private static final double FIRST_RESERVE = 0.05;

    public EProcess {
        logs = List.copyOf(logs);
        if (logs.isEmpty() || !areFinite(logs)) {
            throw new IllegalArgumentException("needs a finite logarithm per alternative, not " + logs);
        }
        if (steps < 0 || !(peak >= 0 && peak < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "needs steps >= 0 and a finite peak >= 0, not " + steps + " and " + peak);
        }
    }

    private static boolean areFinite(List<Double> logs) {
        for (double log : logs) {
            if (!Double.isFinite(log)) {
                return false;
            }
        }
        return true;
    }

    /** Nothing seen yet: even odds. */
    public static EProcess none(int alternatives) {
        return new EProcess(Collections.nCopies(alternatives, Math.log1p(-FIRST_RESERVE)), 0, 0);
    }

    /**
     * After one measurement that brought {@code ln L_i} per alternative. Odds that another version of the operator stored, for another
     * number of alternatives, start anew, but what once crossed stays so: nothing that spoke against a release is forgotten, and at most
     * the chance of a false alarm is spent twice over such an upgrade.
     */
    EProcess times(double[] logRatios) {
        if (logs.size() != logRatios.length) {
            return new EProcess(none(logRatios.length).logs, 0, peak).times(logRatios);
        }
        List<Double> next = new ArrayList<>(logs.size());
        for (int i = 0; i < logs.size(); i++) {
            next.add(logs.get(i) + logRatios[i]);
        }
        return new EProcess(next, steps, Math.max(peak, logMean(next, steps)));
    }

    /** With half of the reserve put on a change for the worse at this moment. */
    EProcess startStep() {
        double logStake = logReserve(steps + 1);
        List<Double> next =
                logs.stream().map(log -> logSum(List.of(log, logStake))).toList();
        return new EProcess(next, steps + 1, peak);
    }

    /** ln E: the odds now, as a natural logarithm. */
    public double logOdds() {
        return logMean(logs, steps);
    }

    private static double logMean(List<Double> logs, int steps) {
        return logSum(List.of(logSum(logs) - Math.log(logs.size()), logReserve(steps)));
    }

    private static double logReserve(int steps) {
        return Math.log(FIRST_RESERVE) - steps * Math.log(2);
    }

    /** ln Σ exp(x), without leaving the range of a double. */
    private static double logSum(List<Double> logs) {
        double max = Collections.max(logs);
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - max);
        }
        return max + Math.log(sum);
    }
}
