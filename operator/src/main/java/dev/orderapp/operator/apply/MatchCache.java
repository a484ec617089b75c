package dev.orderapp.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers how objects that need no write differ from what is wanted, in which version. Comparing one is by far the dearest part of a
 * pass, and nearly all passes find nearly all objects as the pass before did.
 */
final class MatchCache {
    private final Map<String, Map<String, Compared>> releases = new ConcurrentHashMap<>();

    /** An object's version, the hash of what it was compared with, and what came of it. */
    private record Compared(String version, String wanted, Drift drift) {
        private boolean isOf(HasMetadata actual, String hash) {
            return version.equals(actual.getMetadata().getResourceVersion()) && wanted.equals(hash);
        }
    }

    /** Those of one pass over a release. */
    Pass begin(String release) {
        return new Pass(release, releases.getOrDefault(release, Map.of()));
    }

    /** A release is gone. */
    void forget(String release) {
        releases.remove(release);
    }

    /** One pass; of objects that it does not ask for nothing is remembered. */
    final class Pass {
        private final String release;
        private final Map<String, Compared> before;
        private final Map<String, Compared> after = new HashMap<>();

        private Pass(String release, Map<String, Compared> before) {
            this.release = release;
            this.before = before;
        }

        /** How an object differs from what is wanted; {@code compare} says so where it is not known. */
        Drift drift(HasMetadata actual, String wanted, Supplier<Drift> compare) {
            String uid = actual.getMetadata().getUid();
            Compared known = before.get(uid);
            boolean same = known != null && known.isOf(actual, wanted);
            Compared compared =
                    same ? known : new Compared(actual.getMetadata().getResourceVersion(), wanted, compare.get());
            if (!compared.drift().needsWrite()) {
                after.put(uid, compared);
            }
            return compared.drift();
        }

        void end() {
            releases.put(release, after);
        }
    }
}
