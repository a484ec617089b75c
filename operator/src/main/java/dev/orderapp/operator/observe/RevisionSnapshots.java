package dev.orderapp.operator.observe;

import dev.orderapp.operator.resources.RevisionSnapshot;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what revisions are made of. Kubernetes lets no client change what a ControllerRevision holds, so a release with much going on
 * reads each of its dozen once, and not in every reconcile. Those of idle releases are dropped: they would be most of the memory.
 */
final class RevisionSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionSnapshots.class);

    /** Old and new version of a hundred releases that change at once. */
    private static final int KEPT = 200;

    private final Map<String, RevisionSnapshot> recent = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RevisionSnapshot> eldest) {
            return size() > KEPT;
        }
    };

    /** One that was edited is as good as none: what it was for is unknown then, and stays as it is. */
    Optional<RevisionSnapshot> read(ControllerRevision object) {
        String uid = object.getMetadata().getUid();
        Optional<RevisionSnapshot> known = known(uid);
        return known.isPresent() ? known : parse(object);
    }

    private synchronized Optional<RevisionSnapshot> known(String uid) {
        return Optional.ofNullable(recent.get(uid));
    }

    private Optional<RevisionSnapshot> parse(ControllerRevision object) {
        try {
            RevisionSnapshot revision = RevisionSnapshot.from(object);
            synchronized (this) {
                recent.put(object.getMetadata().getUid(), revision);
            }
            return Optional.of(revision);
        } catch (RuntimeException e) { // Anything can stand there.
            LOG.warn("{}: {}", object.getMetadata().getNamespace(), e.getMessage());
            return Optional.empty();
        }
    }
}
