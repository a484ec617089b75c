package dev.orderapp.operator.apply;

import dev.orderapp.operator.notify.Notifier;
import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what was decided: an Event on the release, a line in the log, which starts with the release's namespace and
 * name, and whatever receivers of notifications get. Telling neither fails nor delays a pass: what was decided is saved, and is
 * being done.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    /** Some minutes of a thousand releases that change at once. */
    private static final int MOST_WAITING = 5_000;

    private static final long IDLE_SECONDS = 10;

    /** What is still to be told when the operator ends: with the passes' own end well within a Pod's grace period. */
    private static final long LAST_WORDS_SECONDS = 5;

    /** The API server refuses longer messages. */
    private static final int LONGEST = 1024;

    private final KubernetesClient client;
    private final String instance;
    private final Notifier notifier;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "events");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Tells from now on.
     *
     * @param client writes Events
     * @param instance name of this operator's Pod
     * @param notifier tells others
     */
    public EventRecorder(KubernetesClient client, String instance, Notifier notifier) {
        this.client = client;
        this.instance = instance;
        this.notifier = notifier;
        writer.allowCoreThreadTimeOut(true);
    }

    /** Tells one thing about a release. */
    public void tell(OrderAppRelease release, EventNote note, Instant now) {
        String marker = release.getMetadata().getNamespace() + "/"
                + release.getMetadata().getName();
        switch (note.kind()) {
            case Normal -> LOG.info("{}: {}: {}", marker, note.reason(), note.message());
            case Warning -> LOG.warn("{}: {}: {}", marker, note.reason(), note.message());
        }
        notifier.tell(release, note, now);
        Event event = event(release, note, now);
        try {
            writer.execute(() -> write(event, marker));
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the Event {} was not written: {} others wait already", marker, note.reason(), MOST_WAITING);
        }
    }

    private void write(Event event, String marker) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn("{}: the Event {} could not be written: {}", marker, event.getReason(), e.getMessage());
        }
    }

    /** Writes what waits, within some seconds. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} Events were not written before the end",
                        writer.getQueue().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Event event(OrderAppRelease release, EventNote note, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(release.getMetadata().getNamespace())
                .withName(release.getMetadata().getName() + "." + UUID.randomUUID())
                .endMetadata()
                .withInvolvedObject(reference(release))
                .withType(note.kind().name())
                .withReason(note.reason())
                .withMessage(shortened(note.message()))
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource(Labels.OPERATOR, null)
                .withReportingComponent(Labels.OPERATOR)
                .withReportingInstance(instance)
                .build();
    }

    private static ObjectReference reference(OrderAppRelease release) {
        return new ObjectReferenceBuilder()
                .withApiVersion(release.getApiVersion())
                .withKind(release.getKind())
                .withNamespace(release.getMetadata().getNamespace())
                .withName(release.getMetadata().getName())
                .withUid(release.getMetadata().getUid())
                .build();
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    }
}
