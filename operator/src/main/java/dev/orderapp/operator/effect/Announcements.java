package dev.orderapp.operator.effect;

import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.notify.Notifier;
import dev.orderapp.operator.rollout.Note;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what was decided: an Event on the release, a line in the log, which starts with the release's namespace and
 * name, and whatever receivers of notifications get. Telling never fails a pass: what was decided is saved, and is being done.
 */
public final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    /** The API server refuses longer messages. */
    private static final int LONGEST = 1024;

    private final KubernetesClient client;
    private final String instance;
    private final Notifier notifier;

    /**
     * Tells from now on.
     *
     * @param client writes Events
     * @param instance name of this operator's Pod
     * @param notifier tells others
     */
    public Announcements(KubernetesClient client, String instance, Notifier notifier) {
        this.client = client;
        this.instance = instance;
        this.notifier = notifier;
    }

    /** Tells one thing about a release. */
    public void tell(OrderAppRelease release, Note note, Instant now) {
        String marker = release.getMetadata().getNamespace() + "/"
                + release.getMetadata().getName();
        switch (note.kind()) {
            case Normal -> LOG.info("{}: {}: {}", marker, note.reason(), note.message());
            case Warning -> LOG.warn("{}: {}: {}", marker, note.reason(), note.message());
        }
        notifier.tell(release, note, now);
        try {
            client.resource(event(release, note, now)).create();
        } catch (KubernetesClientException e) {
            LOG.warn("{}: the Event {} could not be written: {}", marker, note.reason(), e.getMessage());
        }
    }

    private Event event(OrderAppRelease release, Note note, Instant now) {
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
