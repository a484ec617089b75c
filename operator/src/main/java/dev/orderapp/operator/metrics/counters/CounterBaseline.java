package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a target's counters stood at when they were last counted.
 *
 * @param part the bad ones or the good ones
 * @param total all
 * @param startedAt of the process that it was, as far as was known
 * @param eventsSince when that process was first seen with events
 * @param measurement number of the measurement
 * @param at time of the measurement
 */
record CounterBaseline(
        CounterValues part,
        CounterValues total,
        Instant startedAt,
        Optional<Instant> eventsSince,
        long measurement,
        Instant at) {

    static CounterBaseline of(
            TargetSample.Counted sample, Optional<CounterBaseline> before, long measurement, Instant at) {
        Optional<Instant> first = sample.total().sum() > 0 ? Optional.of(at) : Optional.empty();
        return new CounterBaseline(
                sample.part(),
                sample.total(),
                sample.target().startedAt(),
                before.filter(b -> b.isSameProcess(sample))
                        .flatMap(CounterBaseline::eventsSince)
                        .or(() -> first),
                measurement,
                at);
    }

    /**
     * What a sample adds to it; empty if it can't be compared. Of counters that began again at zero with a process that is known to
     * be new, all that they show is new. Others that went back tell nothing: what they show may be old.
     */
    Optional<Counts> until(TargetSample.Counted sample, Share share) {
        boolean same = isSameProcess(sample);
        boolean fromZero = sample.target().fromZero();
        Optional<Double> partCounted = sample.part().since(same ? part : CounterValues.NONE, fromZero);
        Optional<Double> totalCounted = sample.total().since(same ? total : CounterValues.NONE, fromZero);
        return partCounted.flatMap(p -> totalCounted.map(t -> share.counts(p, t)));
    }

    /** Whether all that was counted since it happened so long after the process was first seen with events. */
    boolean isWarm(TargetSample.Counted sample, Duration warmup) {
        return warmup.isZero()
                || isSameProcess(sample)
                        && eventsSince
                                .filter(since -> !at.isBefore(since.plus(warmup)))
                                .isPresent();
    }

    /** Whether a page lacks a series that this process had: half a page, not a counter at zero. */
    boolean isBroken(TargetSample.Counted sample) {
        return sample.target().fromZero()
                && isSameProcess(sample)
                && (sample.total().lacks(total) || sample.part().lacks(part));
    }

    /**
     * News of a restart can come later than the first page of the new process, which went into this baseline then. It must not be
     * counted from zero once more. So a start that the baseline has already seen is none.
     */
    private boolean isSameProcess(TargetSample.Counted sample) {
        Instant started = sample.target().startedAt();
        return started.equals(startedAt) || !started.isAfter(at);
    }
}
