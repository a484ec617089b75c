package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Migration;
import dev.orderapp.operator.rollout.MigrationJob;
import dev.orderapp.operator.rollout.Observation.Cluster;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.v1.ComponentName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the core is told of the cluster. */
class ClusterReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    private final List<HasMetadata> objects = new ArrayList<>();

    @Test
    void aServiceServesTheRevisionsOfTheReadyPodsThatItsSlicesList() {
        service("old");
        pod("a", "old");
        pod("b", "old");
        slice("shop-backend-stable-1", endpoint("a", true, true), endpoint("b", true, true));

        assertEquals(new Target(Optional.of("old"), Map.of("old", 2)), stable());
        assertTrue(stable().servesOnly("old", 2));
    }

    @Test
    void aPodWithTwoAddressesCountsOnce() {
        service("old");
        pod("a", "old");
        slice("shop-backend-stable-4", endpoint("a", true, true));
        slice("shop-backend-stable-6", endpoint("a", true, true));

        assertEquals(Map.of("old", 1), stable().ready());
    }

    @Test
    void aPodThatIsGoingAwayIsNotReadyButStillServes() {
        service("new");
        pod("a", "old");
        pod("b", "new");
        slice("shop-backend-stable-1", endpoint("a", false, true), endpoint("b", true, true));

        assertEquals(Map.of("old", 0, "new", 1), stable().ready());
        assertFalse(stable().servesOnly("new", 1));
    }

    @Test
    void anEndpointOfAnUnknownPodIsNobodysOwn() {
        service("old");
        pod("a", "old");
        slice("shop-backend-stable-1", endpoint("a", true, true), endpoint("gone", true, true));

        assertFalse(stable().servesOnly("old", 1));
    }

    @Test
    void aServiceWithoutPodsHasASliceWithoutAList() {
        service("old");
        object(
                EndpointSlice.class,
                "shop-backend-stable-1",
                "kubernetes.io/service-name: shop-backend-stable",
                "endpoints: null");

        assertEquals(Map.of(), stable().ready());
    }

    @Test
    void aDeploymentThatIsRefusedItsPodsSaysWhy() {
        object(Deployment.class, "shop-backend-old", labels("old", "backend"), """
                spec: {replicas: 2}
                status: {conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]}
                """);

        var workload = read().workloads("old").workload(ComponentName.backend);

        assertEquals(2, workload.replicas());
        assertEquals(Optional.of("Pods of shop-backend-old are refused: exceeded quota"), workload.waiting());
    }

    @Test
    void aMigrationsPodIsNoPodOfTheApp() {
        object(Pod.class, "m", labels("new", "migration"), """
                status:
                  conditions: [{type: Ready, status: 'True'}]
                  containerStatuses: [{name: app, restartCount: 0, state: {running: {}}}]
                """);
        object(Job.class, "shop-migrate-new", labels("new", "migration"), "status: {active: 1}");

        assertEquals(0, read().workloads("new").workload(ComponentName.backend).ready());
        assertEquals(Migration.Running, read().workloads("new").migration().status());
    }

    @Test
    void aMigrationWhoseImageCannotBePulledHasNotBegunAndSaysWhy() {
        object(Pod.class, "m", labels("new", "migration"), """
                status:
                  containerStatuses:
                  - {name: app, restartCount: 0, state: {waiting: {reason: ImagePullBackOff, message: not found}}}
                """);
        object(Job.class, "shop-migrate-new", labels("new", "migration"), "status: {active: 1}");

        assertEquals(
                new MigrationJob(
                        Migration.Pending,
                        0,
                        Optional.of("the migration Job shop-migrate-new has not begun: Pod m waits: ImagePullBackOff,"
                                + " not found")),
                read().workloads("new").migration());
    }

    @Test
    void aMigrationThatGetsNoPodSaysWhereToLook() {
        object(Job.class, "shop-migrate-new", labels("new", "migration"), "status: {}");

        assertTrue(read().workloads("new").migration().waiting().orElseThrow().contains("kubectl describe job"));
    }

    @Test
    void aMigrationWhosePodsAreGoneAfterFailuresHasBegun() {
        object(Job.class, "shop-migrate-new", labels("new", "migration"), "status: {failed: 1}");

        assertEquals(Migration.Running, read().workloads("new").migration().status());
    }

    private Target stable() {
        return read().routing(ComponentName.backend).stable();
    }

    private Cluster read() {
        Inventory inventory = new Inventory(
                all(Deployment.class),
                List.of(),
                List.of(),
                all(Job.class),
                all(Pod.class),
                all(Service.class),
                all(EndpointSlice.class),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new ClusterReader(
                        inventory,
                        inventory.traffic("shop", GatewayApi.OFF, id -> Optional.empty()),
                        NOW.minus(PodHealth.RECENT))
                .read(Map.of(), Entrance.OPEN);
    }

    private <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void service(String revision) {
        object(
                Service.class,
                "shop-backend-stable",
                "a: b",
                "spec: {selector: {orderapp.dev/revision: " + revision + "}}");
    }

    private void pod(String name, String revision) {
        object(Pod.class, name, labels(revision, "backend"), "status: {conditions: [{type: Ready, status: 'True'}]}");
    }

    private void slice(String name, String... endpoints) {
        object(
                EndpointSlice.class,
                name,
                "kubernetes.io/service-name: shop-backend-stable",
                "endpoints: [" + String.join(", ", endpoints) + "]");
    }

    private static String endpoint(String pod, boolean ready, boolean serving) {
        return "{targetRef: {kind: Pod, name: " + pod + "}, conditions: {ready: " + ready + ", serving: " + serving
                + "}}";
    }

    private static String labels(String revision, String component) {
        return "orderapp.dev/revision: " + revision + ", app.kubernetes.io/component: " + component;
    }

    private <T extends HasMetadata> void object(Class<T> type, String name, String labels, String rest) {
        String yaml = "apiVersion: " + HasMetadata.getApiVersion(type) + "\nkind: " + HasMetadata.getKind(type)
                + "\nmetadata: {name: " + name + ", labels: {" + labels + "}}\n" + rest;
        objects.add(Serialization.unmarshal(yaml, type));
    }
}
