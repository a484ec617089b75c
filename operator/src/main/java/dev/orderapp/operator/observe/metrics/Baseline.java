package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import java.time.Instant;

/**
 * What a Pod's counters stood at when they were last counted.
 *
 * @param counts since the container started
 * @param containerStartedAt which container that was, as far as was known
 * @param look number of the look
 * @param at time of the look
 */
record Baseline(Counts counts, Instant containerStartedAt, long look, Instant at) {

    /** What a reading adds to it. Counters that began again at zero lose what they counted after their last reading. */
    Counts until(PodReading.Counted reading) {
        Counts now = reading.counts();
        if (!isSameContainer(reading) || now.total() < counts.total() || now.bad() < counts.bad()) {
            return now;
        }
        long total = now.total() - counts.total();
        // Where an event counts when it begins and as bad when it ends, an interval can have more ends than beginnings.
        return new Counts(total, Math.min(total, now.bad() - counts.bad()));
    }

    /** Whether the reading lacks a series that this container had: half a page, not a counter at zero. */
    boolean isBroken(PodReading.Counted reading) {
        return isSameContainer(reading) && !reading.named() && counts.total() > 0;
    }

    /**
     * News of a restart can come later than the first page of the new container. That one was counted from zero then, as its counters
     * had gone back; it must not be once more. So a start that this reading has already seen is none.
     */
    private boolean isSameContainer(PodReading.Counted reading) {
        Instant started = reading.pod().containerStartedAt();
        return started.equals(containerStartedAt) || !started.isAfter(at);
    }
}
