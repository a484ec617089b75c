package dev.orderapp.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers how objects that need no write differ from what is wanted, in which version. Comparing one is by far the dearest part of a
 * reconcile, and nearly all reconciles find nearly all objects as the one before did.
 */
final class MatchCache {
    private final Map<ResourceID, Map<String, Match>> releases = new ConcurrentHashMap<>();

    /** An object's version, the hash of what it was compared with, and what came of it. */
    private record Match(String version, String wanted, Drift drift) {
        private boolean isOf(HasMetadata actual, String hash) {
            return version.equals(actual.getMetadata().getResourceVersion()) && wanted.equals(hash);
        }
    }

    /** The matches of one reconcile of a release. */
    ReleaseMatches begin(ResourceID release) {
        return new ReleaseMatches(release, releases.getOrDefault(release, Map.of()));
    }

    /** A release is deleted. */
    void forget(ResourceID release) {
        releases.remove(release);
    }

    /** One reconcile; of objects that it does not ask for nothing is remembered. */
    final class ReleaseMatches {
        private final ResourceID release;
        private final Map<String, Match> before;
        private final Map<String, Match> after = new HashMap<>();

        private ReleaseMatches(ResourceID release, Map<String, Match> before) {
            this.release = release;
            this.before = before;
        }

        /** How an object differs from what is wanted; {@code compare} says so where it is not known. */
        Drift drift(HasMetadata actual, String wanted, Supplier<Drift> compare) {
            String uid = actual.getMetadata().getUid();
            Match known = before.get(uid);
            boolean same = known != null && known.isOf(actual, wanted);
            Match match = same ? known : new Match(actual.getMetadata().getResourceVersion(), wanted, compare.get());
            if (!match.drift().needsWrite()) {
                after.put(uid, match);
            }
            return match.drift();
        }

        void end() {
            releases.put(release, after);
        }
    }
}
