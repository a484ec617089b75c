package dev.orderapp.operator.metadata;

import dev.orderapp.v1.MetadataSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Optional;

/** Objects that belong to a release and go when it goes. */
public final class OwnedMetadata {
    private OwnedMetadata() {}

    /**
     * Metadata with the release's namespace, the labels and annotations that it asks for, the operator's own labels, and the release as
     * controlling owner.
     */
    public static ObjectMetaBuilder metadata(OrderAppRelease release, String name) {
        return entrance(release, name)
                .withAnnotations(asked(release).map(MetadataSpec::annotations).orElse(null));
    }

    /** The same of what leads visitors; without annotations, which controllers take orders from. */
    public static ObjectMetaBuilder entrance(OrderAppRelease release, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(release.getMetadata().getNamespace())
                .withLabels(asked(release).map(MetadataSpec::labels).orElse(null))
                .addToLabels(Labels.common(release.getMetadata().getName()))
                .withOwnerReferences(owner(release));
    }

    private static Optional<MetadataSpec> asked(OrderAppRelease release) {
        return Optional.ofNullable(release.getSpec()).map(OrderAppReleaseSpec::commonMetadata);
    }

    /** Whether the release controls an object; one of the same name may belong to something else. */
    public static boolean by(OrderAppRelease release, HasMetadata object) {
        String uid = release.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(o ->
                        Boolean.TRUE.equals(o.getController()) && o.getUid().equals(uid));
    }

    /** Whether a release of this name controlled an object that is gone now: the garbage collector takes such objects away. */
    public static boolean byPredecessor(OrderAppRelease release, HasMetadata object) {
        return !by(release, object)
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(o -> Boolean.TRUE.equals(o.getController())
                                && o.getKind().equals(release.getKind())
                                && o.getName().equals(release.getMetadata().getName()));
    }

    /** Not blocking: a release may vanish at once, whatever of its objects is still there. */
    private static OwnerReference owner(OrderAppRelease release) {
        return new OwnerReferenceBuilder()
                .withApiVersion(release.getApiVersion())
                .withKind(release.getKind())
                .withName(release.getMetadata().getName())
                .withUid(release.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }
}
