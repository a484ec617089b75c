package dev.orderapp.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestTest {
    private final AtomicLong passes = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final Rest rest = new Rest(passes::get, collections::incrementAndGet);

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void anOperatorThatWorksIsNotDisturbed() {
        for (int look = 0; look < 3; look++) {
            passes.addAndGet(5);
            rest.look();
        }

        assertEquals(0, collections.get());
    }

    @Test
    void afterWorkItCollectsOnce() {
        passes.addAndGet(5);
        rest.look();
        rest.look();
        rest.look();

        assertEquals(1, collections.get());
    }

    @Test
    void afterMoreWorkItCollectsAgain() {
        passes.addAndGet(5);
        rest.look();
        rest.look();
        passes.addAndGet(5);
        rest.look();
        rest.look();

        assertEquals(2, collections.get());
    }
}
