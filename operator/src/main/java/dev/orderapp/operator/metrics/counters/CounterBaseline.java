package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an origin's counters stood at when they were last counted.
 *
 * @param part the bad ones or the good ones
 * @param total all
 * @param startedAt of the process that it was, as far as was known
 * @param eventsSince when that process was first seen with events
 * @param look number of the look
 * @param at time of the look
 */
record CounterBaseline(
        CounterValues part,
        CounterValues total,
        Instant startedAt,
        Optional<Instant> eventsSince,
        long look,
        Instant at) {

    static CounterBaseline of(TargetSample.Counted reading, Optional<CounterBaseline> before, long look, Instant at) {
        Optional<Instant> first = reading.total().sum() > 0 ? Optional.of(at) : Optional.empty();
        return new CounterBaseline(
                reading.part(),
                reading.total(),
                reading.origin().startedAt(),
                before.filter(b -> b.isSameProcess(reading))
                        .flatMap(CounterBaseline::eventsSince)
                        .or(() -> first),
                look,
                at);
    }

    /**
     * What a reading adds to it; empty if it can't be compared. Of counters that began again at zero with a process that is known to
     * be new, all that they show is new. Others that went back tell nothing: what they show may be old.
     */
    Optional<Counts> until(TargetSample.Counted reading, Share share) {
        boolean same = isSameProcess(reading);
        boolean fromZero = reading.origin().fromZero();
        Optional<Double> partCounted = reading.part().since(same ? part : CounterValues.NONE, fromZero);
        Optional<Double> totalCounted = reading.total().since(same ? total : CounterValues.NONE, fromZero);
        return partCounted.flatMap(p -> totalCounted.map(t -> share.counts(p, t)));
    }

    /** Whether all that was counted since it happened so long after the process was first seen with events. */
    boolean isWarm(TargetSample.Counted reading, Duration warmup) {
        return warmup.isZero()
                || isSameProcess(reading)
                        && eventsSince
                                .filter(since -> !at.isBefore(since.plus(warmup)))
                                .isPresent();
    }

    /** Whether a page lacks a series that this process had: half a page, not a counter at zero. */
    boolean isBroken(TargetSample.Counted reading) {
        return reading.origin().fromZero()
                && isSameProcess(reading)
                && (reading.total().lacks(total) || reading.part().lacks(part));
    }

    /**
     * News of a restart can come later than the first page of the new process, which went into this baseline then. It must not be
     * counted from zero once more. So a start that the baseline has already seen is none.
     */
    private boolean isSameProcess(TargetSample.Counted reading) {
        Instant started = reading.origin().startedAt();
        return started.equals(startedAt) || !started.isAfter(at);
    }
}
