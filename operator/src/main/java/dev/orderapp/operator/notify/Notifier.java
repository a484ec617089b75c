package dev.orderapp.operator.notify;

import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Sends to every receiver what it subscribed to; the caller never waits. */
public final class Notifier implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final List<DeliveryQueue> queues;

    /**
     * @param receivers get notifications
     * @param firstPause before a second attempt
     * @param onResult gets the receiver's name and {@code sent} or {@code dropped} for each notification
     */
    Notifier(List<Receiver> receivers, Duration firstPause, BiConsumer<String, String> onResult) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.queues = receivers.stream()
                .map(r -> new DeliveryQueue(r, http, firstPause, result -> onResult.accept(r.name(), result.name())))
                .toList();
    }

    /**
     * Sends to the receivers in a file, or to none without one.
     *
     * @param file a YAML list of receivers
     * @param onResult gets the receiver's name and {@code sent} or {@code dropped} for each notification
     * @throws IllegalArgumentException with a sentence that says what is wrong in the file
     */
    public static Notifier of(Optional<Path> file, BiConsumer<String, String> onResult) {
        List<Receiver> receivers = file.isPresent() ? ReceiverConfig.read(file.get()) : List.of();
        return new Notifier(receivers, FIRST_PAUSE, onResult);
    }

    /** Sends one decision. */
    public void send(OrderAppRelease release, EventNote note, Instant at) {
        Notification notification = Notification.of(release, note, at);
        queues.forEach(queue -> queue.put(notification));
    }

    @Override
    public void close() {
        queues.forEach(DeliveryQueue::close);
    }
}
