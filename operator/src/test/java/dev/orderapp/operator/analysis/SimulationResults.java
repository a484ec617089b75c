package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.VerdictReason;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How simulated releases ended.
 *
 * @param runs all of them
 * @param rollback those that were rolled back, soonest first
 */
record SimulationResults(int runs, List<SimulatedRelease.Rollback> rollback) {
    @Override
    public String toString() {
        Map<String, Long> reasons = rollback.stream()
                .collect(Collectors.groupingBy(SimulatedRelease.Rollback::reason, TreeMap::new, Collectors.counting()));
        return rollback.size() + " of " + runs + " rolled back, " + reasons + ", half by " + second(0.5)
                + " s, 99 % by " + second(0.99) + " s";
    }

    /** Of all runs, from 0 to 1. */
    double share() {
        return (double) rollback.size() / runs;
    }

    /** Of all runs, those rolled back for this reason. */
    double share(VerdictReason reason) {
        return (double) count(reason) / runs;
    }

    long count(VerdictReason reason) {
        return rollback.stream().filter(t -> t.reason().equals(reason.name())).count();
    }

    /**
     * Upper end of a one-sided interval of 95 % for the true share. Wilson, "Probable inference, the law of succession, and statistical
     * inference" (1927).
     */
    double upperBound() {
        double z = 1.645;
        double centre = share() + z * z / (2 * runs);
        double spread = z * Math.sqrt(share() * (1 - share()) / runs + z * z / (4.0 * runs * runs));
        return Math.min(1, (centre + spread) / (1 + z * z / runs));
    }

    /** The second by which this part of all runs had been rolled back, empty if it never was. */
    OptionalInt second(double part) {
        int index = (int) Math.ceil(part * runs) - 1;
        return index < rollback.size() ? OptionalInt.of(rollback.get(index).second()) : OptionalInt.empty();
    }

    /** The part of all runs that had been rolled back by then. */
    double shareBy(int second) {
        return (double) rollback.stream().filter(t -> t.second() <= second).count() / runs;
    }
}
