package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.EventCounts;
import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Brown, Cai, DasGupta (2001) give such intervals; 10 of 100 has .0552 to .1744. */
    @Test
    void boundsOfAShare() {
        Interval interval = Interval.of(new EventCounts(100L, 10L));
        assertEquals(0.1, interval.share());
        assertEquals(0.0552, interval.low(), 0.0001);
        assertEquals(0.1744, interval.high(), 0.0001);
    }

    @Test
    void noneIsStillNotCertainlyNone() {
        assertEquals(0.037, Interval.of(new EventCounts(100L, 0L)).high(), 0.0001);
    }

    @Test
    void nothingCountedTellsNothing() {
        assertEquals(new Interval(0, 0, 0, 0, 1), Interval.of(null));
    }
}
