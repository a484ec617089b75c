package dev.orderapp.operator.apply;

import dev.orderapp.operator.resources.CanonicalJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object as it should be.
 *
 * @param object as a builder made it
 * @param hash tells it from what was wanted before
 * @param <T> the object's kind
 */
record WantedObject<T extends HasMetadata>(T object, String hash) {
    /** A collision helps no attacker: it could only hide changes of the same release's own object. */
    private static final int HASH_BYTES = 8;

    /** Of an object that nothing was added to yet. */
    static <T extends HasMetadata> WantedObject<T> of(T object) {
        byte[] text = CanonicalJson.serialized(object).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return new WantedObject<>(object, HexFormat.of().formatHex(hash, 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Whether an object never changes once it is written; the API server would refuse it. */
    static boolean isWrittenOnce(HasMetadata object) {
        return object instanceof ControllerRevision || object instanceof ConfigMap || object instanceof Job;
    }
}
