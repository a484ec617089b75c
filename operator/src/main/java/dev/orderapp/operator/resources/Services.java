package dev.orderapp.operator.resources;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.ServiceSpec;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.PodLayout;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Services of a release, one per component and role. */
final class Services {
    private static final int PORT = 80;
    private static final ServiceSpec NOTHING = new ServiceSpec(null, null);

    private Services() {}

    /** A component's Service in a role, leading to one revision. */
    static Service service(OrderAppRelease release, ComponentName component, Role role, String revision) {
        String name = release.getMetadata().getName();
        ServiceSpec asked = release.getSpec()
                .component(component)
                .map(ComponentSpec::service)
                .orElse(NOTHING);
        return new ServiceBuilder()
                .withMetadata(OwnedMetadata.metadata(release, Names.service(name, component, role))
                        .addToLabels(Labels.COMPONENT, component.name())
                        .addToLabels(Labels.ROLE, role.name())
                        .addToAnnotations(asked.annotations())
                        .build())
                .withNewSpec()
                .withSelector(Labels.selector(name, component, revision))
                .addNewPort()
                .withName(PodLayout.PORT)
                .withPort(PORT)
                .withTargetPort(new IntOrString(PodLayout.PORT))
                .withProtocol("TCP")
                .withAppProtocol(asked.appProtocol())
                .endPort()
                .endSpec()
                .build();
    }
}
