package dev.orderapp.operator.resources;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/**
 * What no Pod of a release may do unless its team says so: be root, have capabilities, write its root file system but for {@code /tmp}, or talk to
 * the API server. As the Pod Security Standard "restricted" of the Kubernetes documentation asks for, and more.
 */
final class Confinement {
    private static final String TMP = "tmp";

    private Confinement() {}

    /** The container, confined. Its Pod has to be, too, as the volume at {@code /tmp} is there. */
    static ContainerBuilder container(ContainerBuilder container) {
        return container
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(TMP)
                .withMountPath("/tmp")
                .endVolumeMount();
    }

    /** A Pod's spec to begin with. */
    static PodSpec pod() {
        return new PodSpecBuilder()
                .addNewVolume()
                .withName(TMP)
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
    }
}
