package dev.orderapp.operator.observe;

import dev.orderapp.operator.resources.FrozenRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what revisions are made of. Kubernetes lets nobody change what a ControllerRevision holds, so a release with much going on
 * reads each of its dozen once, and not in every pass. Those of releases at rest are dropped: they would be most of the memory.
 */
final class FrozenRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(FrozenRevisions.class);

    /** Old and new version of a hundred releases that change at once. */
    private static final int KEPT = 200;

    private final Map<String, FrozenRevision> lately = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FrozenRevision> eldest) {
            return size() > KEPT;
        }
    };

    /** One that somebody edited is as good as none: what it was for is unknown then, and stays as it is. */
    Optional<FrozenRevision> read(ControllerRevision object) {
        String uid = object.getMetadata().getUid();
        Optional<FrozenRevision> known = known(uid);
        return known.isPresent() ? known : parse(object);
    }

    private synchronized Optional<FrozenRevision> known(String uid) {
        return Optional.ofNullable(lately.get(uid));
    }

    private Optional<FrozenRevision> parse(ControllerRevision object) {
        try {
            FrozenRevision revision = FrozenRevision.from(object);
            synchronized (this) {
                lately.put(object.getMetadata().getUid(), revision);
            }
            return Optional.of(revision);
        } catch (RuntimeException e) { // Anything can stand there.
            LOG.warn("{}: {}", object.getMetadata().getNamespace(), e.getMessage());
            return Optional.empty();
        }
    }
}
