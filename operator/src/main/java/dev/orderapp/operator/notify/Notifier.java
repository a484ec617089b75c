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

/** Tells every receiver what it wants to hear; whoever calls never waits. */
public final class Notifier implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final List<DeliveryQueue> mailboxes;

    /**
     * Tells some.
     *
     * @param receivers who
     * @param firstPause before a second attempt
     * @param told hears the receiver's name and {@code sent} or {@code dropped} for each notification
     */
    Notifier(List<Receiver> receivers, Duration firstPause, BiConsumer<String, String> told) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.mailboxes = receivers.stream()
                .map(r -> new DeliveryQueue(r, http, firstPause, fate -> told.accept(r.name(), fate.name())))
                .toList();
    }

    /**
     * Tells those who are named in a file, or nobody without one.
     *
     * @param file a YAML list of receivers
     * @param told hears the receiver's name and {@code sent} or {@code dropped} for each notification
     * @throws IllegalArgumentException with a sentence that says what is wrong in the file
     */
    public static Notifier of(Optional<Path> file, BiConsumer<String, String> told) {
        List<Receiver> receivers = file.isPresent() ? ReceiverConfig.read(file.get()) : List.of();
        return new Notifier(receivers, FIRST_PAUSE, told);
    }

    /** Tells of one decision. */
    public void tell(OrderAppRelease release, EventNote note, Instant at) {
        Notification notification = Notification.of(release, note, at);
        mailboxes.forEach(mailbox -> mailbox.put(notification));
    }

    @Override
    public void close() {
        mailboxes.forEach(DeliveryQueue::close);
    }
}
