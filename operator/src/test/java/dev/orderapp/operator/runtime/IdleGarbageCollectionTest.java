package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleGarbageCollectionTest {
    private final AtomicLong work = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final IdleGarbageCollection rest = new IdleGarbageCollection(work::get, collections::incrementAndGet);

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void anOperatorThatWorksIsNotDisturbed() {
        for (int look = 0; look < 3; look++) {
            work.addAndGet(5);
            rest.look();
        }

        assertEquals(0, collections.get());
    }

    @Test
    void afterWorkItCollectsOnce() {
        work.addAndGet(5);
        rest.look();
        rest.look();
        rest.look();

        assertEquals(1, collections.get());
    }

    @Test
    void afterMoreWorkItCollectsAgain() {
        work.addAndGet(5);
        rest.look();
        rest.look();
        work.addAndGet(5);
        rest.look();
        rest.look();

        assertEquals(2, collections.get());
    }
}
