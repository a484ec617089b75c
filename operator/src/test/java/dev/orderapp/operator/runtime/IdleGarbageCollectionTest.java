package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleGarbageCollectionTest {
    private final AtomicLong work = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final IdleGarbageCollection idle = new IdleGarbageCollection(work::get, collections::incrementAndGet);

    @AfterEach
    void close() {
        idle.close();
    }

    @Test
    void anOperatorThatWorksIsNotDisturbed() {
        for (int look = 0; look < 3; look++) {
            work.addAndGet(5);
            idle.check();
        }

        assertEquals(0, collections.get());
    }

    @Test
    void afterWorkItCollectsOnce() {
        work.addAndGet(5);
        idle.check();
        idle.check();
        idle.check();

        assertEquals(1, collections.get());
    }

    /** Releases that are refused something are tried for ever: with them an operator is never idle. */
    @Test
    void afterMuchWorkItCollectsThoughALittleGoesOn() {
        work.addAndGet(2000);
        idle.check();
        for (int look = 0; look < 10; look++) {
            work.addAndGet(12);
            idle.check();
        }

        assertEquals(1, collections.get());
    }

    @Test
    void afterMoreWorkItCollectsAgain() {
        work.addAndGet(5);
        idle.check();
        idle.check();
        work.addAndGet(5);
        idle.check();
        idle.check();

        assertEquals(2, collections.get());
    }
}
