package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsGrowToTenSeconds() {
        assertEquals(Duration.ofMillis(200), Backoff.after(1));
        assertEquals(Duration.ofMillis(400), Backoff.after(2));
        assertEquals(Duration.ofSeconds(10), Backoff.after(7));
        assertEquals(Duration.ofSeconds(10), Backoff.after(Integer.MAX_VALUE));
    }
}
