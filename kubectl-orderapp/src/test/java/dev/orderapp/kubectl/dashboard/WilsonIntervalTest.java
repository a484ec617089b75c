package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.EventCounts;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
    /** Brown, Cai, DasGupta (2001) give such intervals; 10 of 100 has 0.0552 to 0.1744. */
    @Test
    void boundsOfAShare() {
        WilsonInterval interval = WilsonInterval.of(new EventCounts(100L, 10L));
        assertEquals(0.1, interval.share());
        assertEquals(0.0552, interval.low(), 0.0001);
        assertEquals(0.1744, interval.high(), 0.0001);
        assertEquals("10 %", interval.shareText());
        assertEquals("5.5 %", interval.lowText());
        assertEquals("17.4 %", interval.highText());
    }

    @Test
    void noBadEventsDoNotProveThatThereAreNone() {
        assertEquals(0.037, WilsonInterval.of(new EventCounts(100L, 0L)).high(), 0.0001);
    }

    @Test
    void withoutEventsAllSharesArePossible() {
        assertEquals(new WilsonInterval(0, 0, 0, 0, 1, null, null, null), WilsonInterval.of(null));
    }
}
