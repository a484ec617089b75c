package dev.orderapp.kubectl.dashboard;

import com.sun.net.httpserver.HttpExchange;
import dev.orderapp.kubectl.exit.CommandException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Server-sent events: the current state of something, whenever it has changed. It is read once a second, and less often where reading takes long, so that
 * a list of a thousand releases costs no more than a fifth of the time. A window that was closed is noticed at the next look.
 */
final class EventStream {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int REST_PER_READ = 4;
    private static final String NO_CHANGE = ": no change\n\n";

    private final HttpExchange exchange;

    EventStream(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Sends until the window closes or the server stops; what can't be read is sent as an event {@code error}, and tried again. */
    void send(Supplier<?> state) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            String last = "";
            while (true) {
                long began = System.nanoTime();
                String event = event(state);
                out.write((event.equals(last) ? NO_CHANGE : event).getBytes(StandardCharsets.UTF_8));
                out.flush();
                last = event;
                TimeUnit.NANOSECONDS.sleep(Math.max(INTERVAL.toNanos(), REST_PER_READ * (System.nanoTime() - began)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String event(Supplier<?> state) {
        try {
            return "event: update\ndata: " + Serialization.asJson(state.get()) + "\n\n";
        } catch (CommandException e) {
            return "event: error\ndata: " + Serialization.asJson(Map.of("message", e.getMessage())) + "\n\n";
        }
    }
}
