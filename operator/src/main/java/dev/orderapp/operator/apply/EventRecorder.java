package dev.orderapp.operator.apply;

import dev.orderapp.operator.naming.QualifiedName;
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
 * Records what was decided: an Event on the release, a line in the log, which starts with the release's namespace and
 * name, and whatever receivers of notifications get. Recording neither fails nor delays a reconcile: what was decided is saved, and is
 * being applied.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    /** Some minutes of a thousand releases that change at once. */
    private static final int MOST_WAITING = 5_000;

    private static final long IDLE_SECONDS = 10;

    /** For Events that wait when the operator ends: with the reconciles' own end well within a Pod's grace period. */
    private static final long CLOSE_SECONDS = 5;

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
     * @param client writes Events
     * @param instance name of this operator's Pod
     * @param notifier sends notifications
     */
    public EventRecorder(KubernetesClient client, String instance, Notifier notifier) {
        this.client = client;
        this.instance = instance;
        this.notifier = notifier;
        writer.allowCoreThreadTimeOut(true);
    }

    /** Records one decision about a release. */
    public void record(OrderAppRelease release, EventNote note, Instant now) {
        String name = QualifiedName.of(release);
        switch (note.kind()) {
            case Normal -> LOG.info("{}: {}: {}", name, note.reason(), note.message());
            case Warning -> LOG.warn("{}: {}: {}", name, note.reason(), note.message());
        }
        notifier.send(release, note, now);
        Event event = event(release, note, now);
        try {
            writer.execute(() -> write(event, name));
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the Event {} was not written: {} others wait already", name, note.reason(), MOST_WAITING);
        }
    }

    private void write(Event event, String name) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn("{}: the Event {} could not be written: {}", name, event.getReason(), e.getMessage());
        }
    }

    /** Writes what waits, within some seconds. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
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
