package dev.orderapp.kubectl.dashboard;

import com.sun.net.httpserver.HttpExchange;
import dev.orderapp.kubectl.exit.CommandException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Server-sent events: the current state of something, once a second. A window that was closed is noticed at the next one. */
final class EventStream {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

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
            while (true) {
                out.write(event(state).getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(INTERVAL.toMillis());
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
