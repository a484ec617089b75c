package dev.orderapp.operator.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void waitsGrowToTenSeconds() {
        List<Duration> waits =
                Stream.generate(() -> backoff.failed("shops/shop")).limit(40).toList();

        assertEquals(Duration.ofMillis(200), waits.get(0));
        assertEquals(Duration.ofMillis(400), waits.get(1));
        assertEquals(Duration.ofSeconds(10), waits.get(6));
        assertEquals(Duration.ofSeconds(10), waits.get(39));
    }

    @Test
    void afterASuccessTheyBeginAnewAndOthersHaveTheirOwn() {
        backoff.failed("shops/shop");
        backoff.failed("shops/shop");
        backoff.forget("shops/shop");

        assertEquals(Duration.ofMillis(200), backoff.failed("shops/shop"));
        assertEquals(Duration.ofMillis(200), backoff.failed("shops/other"));
    }
}
