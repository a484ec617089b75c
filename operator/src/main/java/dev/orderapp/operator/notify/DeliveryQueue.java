package dev.orderapp.operator.notify;

import dev.orderapp.operator.naming.QualifiedName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifications that wait for one receiver, in order: a receiver that is away delays no other, and gets a step before its end.
 */
final class DeliveryQueue {
    /** How a notification ended. */
    enum DeliveryResult {
        /** The receiver took it. */
        sent,
        /** The receiver refused it, or was away for too long, or too many waited. */
        dropped
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    /** Some ten minutes of a thousand releases that change at once. */
    private static final int MOST_WAITING = 5_000;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** With pauses that double from a second to a minute: a receiver may be away for some six minutes. */
    private static final int ATTEMPTS = 12;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final Receiver receiver;
    private final HttpClient http;
    private final Duration firstPause;
    private final Consumer<DeliveryResult> onResult;
    private final BlockingQueue<Notification> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread worker;

    /**
     * Sends from now on.
     *
     * @param receiver gets them
     * @param http sends them
     * @param firstPause between the first two attempts; it doubles each time
     * @param onResult called at the end of each notification
     */
    DeliveryQueue(Receiver receiver, HttpClient http, Duration firstPause, Consumer<DeliveryResult> onResult) {
        this.receiver = receiver;
        this.http = http;
        this.firstPause = firstPause;
        this.onResult = onResult;
        this.worker = new Thread(this::run, "notify-" + receiver.name());
        worker.setDaemon(true);
        worker.start();
    }

    void put(Notification notification) {
        if (receiver.wants(notification) && !waiting.offer(notification)) {
            drop(notification, MOST_WAITING + " others wait already");
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} gets no more notifications", receiver);
        }
    }

    private void deliver(Notification notification) throws InterruptedException {
        Duration pause = firstPause;
        String problem = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Answer answer = post(notification);
            if (answer.taken()) {
                onResult.accept(DeliveryResult.sent);
                return;
            }
            problem = answer.problem();
            if (!answer.mayChange()) {
                break;
            }
            if (attempt < ATTEMPTS) {
                Thread.sleep(pause.toMillis());
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        }
        drop(notification, problem);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Answer(boolean taken, boolean mayChange, String problem) {}

    private Answer post(Notification notification) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver.url())
                .timeout(LIMIT)
                .header("User-Agent", "orderapp-operator")
                .header("Content-Type", receiver.format().contentType())
                .POST(BodyPublishers.ofString(receiver.format().body(notification)));
        receiver.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<Void> response = http.send(request.build(), BodyHandlers.discarding());
            int status = response.statusCode();
            boolean mayChange = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
            return new Answer(status / 100 == 2, mayChange, "it answered with status " + status);
        } catch (IOException e) {
            // The message may quote the address.
            return new Answer(
                    false, true, "it can't be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void drop(Notification notification, String why) {
        LOG.warn(
                "{}: {} was not notified of {}: {}",
                QualifiedName.of(notification.release()),
                receiver,
                notification.note().reason(),
                why);
        onResult.accept(DeliveryResult.dropped);
    }

    /** What waits is lost. */
    void close() {
        worker.interrupt();
    }
}
