package dev.orderapp.operator.naming;

import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Objects that belong to a release and go when it goes. */
public final class Owned {
    private Owned() {}

    /** Metadata with the release's namespace, the common labels and the release as controlling owner. */
    public static ObjectMetaBuilder metadata(OrderAppRelease release, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(release.getMetadata().getNamespace())
                .withLabels(Labels.common(release.getMetadata().getName()))
                .withOwnerReferences(owner(release));
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
