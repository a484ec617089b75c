package dev.orderapp.operator.effect;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Remembers which objects were found to be as they should, in which version. Comparing one is by far the dearest part of a pass, and
 * nearly all passes find nearly all objects as the pass before did.
 */
final class Comparisons {
    private final Map<String, Map<String, Match>> releases = new ConcurrentHashMap<>();

    /** An object's version, and the digest of what it matched. */
    private record Match(String version, long wanted) {
        private boolean isOf(HasMetadata actual, long digest) {
            return version.equals(actual.getMetadata().getResourceVersion()) && wanted == digest;
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
        private final Map<String, Match> before;
        private final Map<String, Match> after = new HashMap<>();

        private Pass(String release, Map<String, Match> before) {
            this.release = release;
            this.before = before;
        }

        /** Whether an object is as it should be; {@code compare} says so where it is not known. */
        boolean matches(HasMetadata actual, HasMetadata desired, Comparison compare) {
            String uid = actual.getMetadata().getUid();
            long wanted = digest(desired);
            Match known = before.get(uid);
            boolean same = known != null && known.isOf(actual, wanted);
            if (same || compare.matches()) {
                after.put(uid, same ? known : new Match(actual.getMetadata().getResourceVersion(), wanted));
                return true;
            }
            return false;
        }

        void end() {
            releases.put(release, after);
        }
    }

    /** Compares two objects. */
    interface Comparison {
        boolean matches();
    }

    /** Two sums that have nothing in common. Nobody gains by making them collide: the object is his own release's. */
    private static long digest(HasMetadata object) {
        String text = Serialization.asJson(object);
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() << Integer.SIZE | Integer.toUnsignedLong(text.hashCode());
    }
}
