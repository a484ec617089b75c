package dev.orderapp.operator.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class TimerTest {
    @Test
    void theFrameworksTimerKeepsAThreadThatSleepsUntilSomethingIsDue() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(0);
        try {
            OperatorRuntime.sleepUntilDue(pool);

            assertEquals(1, pool.getCorePoolSize());
        } finally {
            pool.shutdownNow();
        }
    }
}
