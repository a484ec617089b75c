package dev.orderapp.operator.effect;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which objects were found to be as they should, in which version. Comparing one is by far the dearest part of a pass, and
 * nearly all passes find nearly all objects as the pass before did.
 */
final class Comparisons {
    private final Map<String, Map<String, Match>> releases = new ConcurrentHashMap<>();

    /** An object's version, and the digest of what it matched. */
    private record Match(String version, byte[] wanted) {
        private boolean isOf(HasMetadata actual, byte[] digest) {
            return version.equals(actual.getMetadata().getResourceVersion()) && Arrays.equals(wanted, digest);
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
            byte[] wanted = digest(desired);
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

    private static byte[] digest(HasMetadata object) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
