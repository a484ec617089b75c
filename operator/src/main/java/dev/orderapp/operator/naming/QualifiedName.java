package dev.orderapp.operator.naming;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** How logs and sentences name an object: its namespace, a slash, its name. */
public final class QualifiedName {
    private QualifiedName() {}

    /** For example {@code shop/backend}. */
    public static String of(HasMetadata object) {
        return of(ResourceID.fromResource(object));
    }

    /** For example {@code shop/backend}. */
    public static String of(ResourceID id) {
        return id.getNamespace().map(namespace -> namespace + "/").orElse("") + id.getName();
    }
}
