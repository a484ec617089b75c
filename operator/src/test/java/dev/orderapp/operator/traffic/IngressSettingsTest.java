package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngressSettingsTest {
    private final OrderAppRelease release = ReleaseFixtures.shop("""
            backend: {image: "acme/order-backend:1.0.0", path: /v1/api}
            frontend: {image: "acme/order-frontend:1.0.0"}
            ingress: {hosts: [b.test, a.test], tls: {secretName: cert}, annotations: {z/z: "1", a/a: ""}}
            """);

    private final IngressSettings entrance = IngressSettings.of(release.getSpec(), Set.of(frontend, backend));

    @Test
    void theStableIngressRecordsWhatItWasMadeOf() {
        Ingress stable = new NginxIngressRouter().stableIngress(release, entrance);
        assertEquals(Optional.of(entrance), EntranceSettings.recordedOn(stable, IngressSettings.class));
    }

    @Test
    void theRecordOfEqualEntrancesIsEqual() {
        IngressSettings same = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        assertEquals(entrance.record(), same.record());
    }

    @Test
    void theApiComesBeforeThePageWhosePathHoldsItsOwn() {
        assertEquals(List.of(backend, frontend), List.copyOf(entrance.paths().keySet()));
        assertEquals(Map.of(backend, "/v1/api", frontend, "/"), entrance.paths());
    }

    @Test
    void onlyComponentsThatServeAreLetIn() {
        assertEquals(
                Set.of(backend),
                IngressSettings.of(release.getSpec(), Set.of(backend)).paths().keySet());
    }

    @Test
    void anIllegibleRecordIsNone() {
        Ingress none = new IngressBuilder().withNewMetadata().endMetadata().build();
        Ingress broken = new IngressBuilder()
                .withNewMetadata()
                .addToAnnotations(Annotations.ENTRANCE, "{\"ingress\":")
                .endMetadata()
                .build();
        assertEquals(Optional.empty(), EntranceSettings.recordedOn(none, IngressSettings.class));
        assertEquals(Optional.empty(), EntranceSettings.recordedOn(broken, IngressSettings.class));
    }
}
