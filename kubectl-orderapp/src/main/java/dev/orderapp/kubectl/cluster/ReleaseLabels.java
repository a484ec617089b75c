package dev.orderapp.kubectl.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** Labels by which the operator's objects are found. They are part of what it promises, and selectors in the cluster hold them. */
public final class ReleaseLabels {
    /** Revision that an object belongs to. */
    public static final String REVISION = "orderapp.dev/revision";

    private ReleaseLabels() {}

    /** What selects all that the operator made for a release. */
    static Map<String, String> of(String release) {
        return Map.of("app.kubernetes.io/instance", release, "app.kubernetes.io/managed-by", "orderapp-operator");
    }

    /** The revision that an object belongs to. */
    public static Optional<String> revision(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels()).map(labels -> labels.get(REVISION));
    }
}
