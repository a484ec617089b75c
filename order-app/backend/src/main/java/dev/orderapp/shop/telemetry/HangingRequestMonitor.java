package dev.orderapp.shop.telemetry;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts hanging requests, from a thread of its own: what makes requests hang may hold all threads that they share. */
@Component
class HangingRequestMonitor {

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hanging-requests");
        thread.setDaemon(true);
        return thread;
    });

    HangingRequestMonitor(RequestMetrics requests) {
        watch.scheduleWithFixedDelay(requests::countHanging, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }
}
