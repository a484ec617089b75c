package dev.orderapp.operator.analysis;

import java.util.List;
import java.util.Optional;

/**
 * What one measurement of one metric brought.
 *
 * @param delta what was counted since the last measurement, {@link EventDelta#NONE} if nothing could be read
 * @param complete whether all that the metric compares was read; if not, the step can't pass on this measurement
 * @param problem what could not be read, where and why, in one sentence
 * @param stableBefore all that stable's counters had when counting began, known from the measurement with which it begins
 * @param concentrations from how few the recent failures come; empty where the application doesn't tell
 */
public record Sample(
        EventDelta delta,
        boolean complete,
        Optional<String> problem,
        Optional<Counts> stableBefore,
        List<Concentration> concentrations) {
    public Sample {
        concentrations = List.copyOf(concentrations);
    }

    public Sample(EventDelta delta, boolean complete, Optional<String> problem) {
        this(delta, complete, problem, Optional.empty(), List.of());
    }

    /** Both sides answered. */
    public static Sample of(EventDelta delta) {
        return new Sample(delta, true, Optional.empty());
    }

    /** Nothing was read: neither good nor bad. */
    public static Sample missing(String problem) {
        return new Sample(EventDelta.NONE, false, Optional.of(problem));
    }

    /** The same measurement, with which counting begins. */
    public Sample withStableBefore(Counts counts) {
        return new Sample(delta, complete, problem, Optional.of(counts), concentrations);
    }

    /** The same measurement, which tells where failures come from. */
    public Sample withConcentrations(List<Concentration> known) {
        return new Sample(delta, complete, problem, stableBefore, known);
    }

    Sample withoutStable() {
        return new Sample(new EventDelta(delta.canary(), Counts.NONE), complete, problem, stableBefore, concentrations);
    }
}
