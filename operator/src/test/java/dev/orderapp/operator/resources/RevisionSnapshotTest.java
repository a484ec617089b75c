package dev.orderapp.operator.resources;

import static dev.orderapp.operator.resources.ReleaseFixtures.configMap;
import static dev.orderapp.operator.resources.ReleaseFixtures.shop;
import static dev.orderapp.operator.resources.ReleaseFixtures.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionSnapshotTest {
    private final OrderAppRelease release = shop("""
            backend:
              image: acme/order-backend:1.0.0
              envFrom: [{configMapRef: {name: settings}}]
              resources: {limits: {cpu: 1.5, memory: 1.5Gi}}
              podTemplate:
                metadata: {annotations: {empty: ""}}
                spec:
                  volumes: [{name: cache, emptyDir: {sizeLimit: 1024Mi}}]
                  securityContext: {}
                  affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
                    {weight: 1, podAffinityTerm: {topologyKey: z, labelSelector: {}}}]}}
              migration: {args: [migrate]}
            frontend: {image: "acme/order-frontend:1.0.0"}
            """);
    private final ConfigMap settings = new ConfigMapBuilder(configMap("settings", "empty", ""))
            .addToData("text", "one\ntwo")
            .addToBinaryData("bytes", "AAEC")
            .build();
    private final RevisionSnapshot snapshot = snapshot(release, settings);

    @Test
    void aFrozenRevisionComesBackAsItWas() {
        assertEquals(snapshot, RevisionSnapshot.from(snapshot.toControllerRevision(release)));
    }

    @Test
    void itComesBackFromTheApiServersTextToo() {
        String stored = Serialization.asJson(snapshot.toControllerRevision(release));
        RevisionSnapshot read = RevisionSnapshot.from(Serialization.unmarshal(stored, ControllerRevision.class));
        assertEquals(snapshot, read);
        assertEquals(snapshot.configMaps(release), read.configMaps(release));
    }

    @Test
    void itIsStoredUnderItsRevisionsNameAndOwnedByTheRelease() {
        ControllerRevision stored = snapshot.toControllerRevision(release);
        assertEquals("shop-" + snapshot.revision().id(), stored.getMetadata().getName());
        assertEquals("u-1", stored.getMetadata().getOwnerReferences().get(0).getUid());
        assertEquals(snapshot.revision().id(), stored.getMetadata().getLabels().get("orderapp.dev/revision"));
    }

    @Test
    void templatesOfAnOperatorWithOtherDefaultsStayAsTheyAre() {
        PodTemplateSpec older = new PodTemplateSpecBuilder(snapshot.templates().get(ComponentName.frontend))
                .editSpec()
                .withTerminationGracePeriodSeconds(99L)
                .endSpec()
                .build();
        RevisionSnapshot byAnOlderOperator = new RevisionSnapshot(
                snapshot.revision(),
                snapshot.input(),
                Map.of(ComponentName.frontend, older, ComponentName.backend, older),
                Optional.empty(),
                snapshot.copies());
        RevisionSnapshot read = RevisionSnapshot.from(byAnOlderOperator.toControllerRevision(release));
        assertEquals(older, read.templates().get(ComponentName.frontend));
        assertEquals(older, read.templates().get(ComponentName.backend));
        assertEquals(Optional.empty(), read.migration());
    }

    @Test
    void aRevisionKeepsTheNameThatItWasGiven() {
        Revision named = snapshot.revision();
        RevisionSnapshot byAnotherHash = new RevisionSnapshot(
                new Revision("otherotherx", named.images(), named.migrates()),
                snapshot.input(),
                snapshot.templates(),
                snapshot.migration(),
                snapshot.copies());
        assertEquals(
                "otherotherx",
                RevisionSnapshot.from(byAnotherHash.toControllerRevision(release))
                        .revision()
                        .id());
    }

    @Test
    void configMapsAreCopiedWholeAndImmutable() {
        ConfigMap copy = snapshot.configMaps(release).get(0);
        assertEquals(
                "shop-settings-" + snapshot.revision().id(), copy.getMetadata().getName());
        assertEquals(settings.getData(), copy.getData());
        assertEquals(settings.getBinaryData(), copy.getBinaryData());
        assertEquals(true, copy.getImmutable());
    }

    @Test
    void releasesOfEqualInputHaveCopiesOfTheirOwn() {
        OrderAppRelease other = shop("backend: {image: b, envFrom: [{configMapRef: {name: settings}}]}");
        OrderAppRelease one = shop("backend: {image: b, envFrom: [{configMapRef: {name: settings}}]}");
        other.getMetadata().setName("other");

        RevisionSnapshot ours = snapshot(one, settings);
        RevisionSnapshot theirs = snapshot(other, settings);

        assertEquals(ours.revision().id(), theirs.revision().id());
        assertNotEquals(copy(ours, one), copy(theirs, other));
        assertEquals(copy(theirs, other), named(theirs));
        assertEquals(copy(ours, one), named(ours));
    }

    /** Renaming them would change the Pods' template, and roll every shop when the operator is upgraded. */
    @Test
    void copiesOfARevisionThatAnEarlierOperatorFrozeKeepTheirNames() {
        String stored = Serialization.asJson(snapshot.toControllerRevision(release));
        ControllerRevision before = Serialization.unmarshal(
                stored.replace("shop-settings-", "settings-").replaceAll("\\\\\"copies\\\\\":\\{[^}]*},", ""),
                ControllerRevision.class);
        RevisionSnapshot read = RevisionSnapshot.from(before);

        assertFalse(Serialization.asJson(before).contains("copies"));
        assertEquals("settings-" + snapshot.revision().id(), copy(read, release));
        assertEquals(copy(read, release), named(read));
    }

    private static String copy(RevisionSnapshot snapshot, OrderAppRelease release) {
        return snapshot.configMaps(release).get(0).getMetadata().getName();
    }

    /** The ConfigMap that the Pods of the API read. */
    private static String named(RevisionSnapshot snapshot) {
        return snapshot.templates()
                .get(ComponentName.backend)
                .getSpec()
                .getContainers()
                .get(0)
                .getEnvFrom()
                .get(0)
                .getConfigMapRef()
                .getName();
    }

    @Test
    void whatIsNotAFrozenRevisionIsRefusedInWords() {
        ControllerRevision other = new ControllerRevisionBuilder()
                .withNewMetadata()
                .withName("shop-x")
                .endMetadata()
                .withData(Map.of("spec", Map.of()))
                .build();
        assertEquals(
                "ControllerRevision shop-x does not hold a revision: its format is none, this operator reads 1",
                assertThrows(IllegalArgumentException.class, () -> RevisionSnapshot.from(other))
                        .getMessage());
    }
}
