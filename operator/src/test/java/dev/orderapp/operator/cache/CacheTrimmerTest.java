package dev.orderapp.operator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.metrics.pods.PodPage;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CacheTrimmerTest {
    private static final String POD = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: shop-1
          labels: {app.kubernetes.io/instance: shop}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: shop, uid: u}]
          managedFields: [{manager: kubelet, operation: Update, fieldsV1: {"f:status": {}}}]
        spec:
          volumes: [{name: tmp, emptyDir: {}}]
          initContainers:
            - {name: exporter, image: acme/exporter:1, restartPolicy: Always, ports: [{name: metrics, containerPort: 9113}]}
          containers:
            - name: app
              image: acme/order-backend:1
              ports: [{name: http, containerPort: 8080}]
              env: [{name: SECRET_NAME, value: long}]
              readinessProbe: {httpGet: {path: /, port: http}}
        status:
          podIP: 10.0.0.7
          podIPs: [{ip: 10.0.0.7}]
          conditions:
            - {type: Ready, status: "True"}
            - {type: PodScheduled, status: "True"}
            - {type: ContainersReady, status: "True"}
          containerStatuses:
            - {name: app, ready: true, restartCount: 3, imageID: sha, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
        """;

    private static final String DEPLOYMENT = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shop
          managedFields:
            - manager: orderapp-operator
              operation: Apply
              fieldsV1: {"f:metadata": {"f:ownerReferences": {"k:{\\"uid\\":\\"%1$s\\"}": {}}}, "f:spec": {"f:replicas": {}}}
            - manager: kube-controller-manager
              operation: Update
              fieldsV1: {"f:status": {}}
        """;

    private static final String RELEASE = """
        apiVersion: orderapp.dev/v1
        kind: OrderAppRelease
        metadata: {name: shop}
        spec:
          backend:
            image: acme/order-backend:1
            replicas: 2
            env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]
            resources: {requests: {cpu: 100m, memory: 256Mi}}
          ingress: {hosts: [a.example.test], annotations: {b: c}}
          canary: {steps: [{weight: 30, hold: 5m}]}
        status:
          phase: Stable
          weight: 0
          stable: {backend: "acme/order-backend:1"}
          conditions: [{type: Available, status: "True"}]
        """;

    private static Pod pod() {
        return CacheTrimmer.trim(Serialization.unmarshal(POD, Pod.class));
    }

    private static Deployment deployment(String owner) {
        return CacheTrimmer.trim(Serialization.unmarshal(DEPLOYMENT.formatted(owner), Deployment.class));
    }

    @Test
    void ofAPodStaysWhatPassesRead() {
        Pod pod = pod();

        assertEquals(
                "http://10.0.0.7:8080/actuator/prometheus",
                PodPage.address(pod, MetricsPageSpec.DEFAULT).orElseThrow().toString());
        assertEquals(
                "http://10.0.0.7:9113/actuator/prometheus",
                PodPage.address(pod, new MetricsPageSpec(new IntOrString("metrics"), null, null))
                        .orElseThrow()
                        .toString());
        assertEquals(
                Map.of("app.kubernetes.io/instance", "shop"), pod.getMetadata().getLabels());
        assertEquals(
                "acme/order-backend:1", pod.getSpec().getContainers().get(0).getImage());
        assertEquals(
                List.of("Ready", "PodScheduled"),
                pod.getStatus().getConditions().stream().map(c -> c.getType()).toList());
        var container = pod.getStatus().getContainerStatuses().get(0);
        assertEquals(3, container.getRestartCount());
        assertEquals("2026-01-01T00:00:00Z", container.getState().getRunning().getStartedAt());
    }

    @Test
    void ofAPodGoesWhatIsLarge() {
        Pod pod = pod();

        assertTrue(pod.getMetadata().getManagedFields().isEmpty());
        assertTrue(pod.getSpec().getVolumes().isEmpty());
        assertTrue(pod.getSpec().getContainers().get(0).getEnv().isEmpty());
        assertNull(pod.getSpec().getContainers().get(0).getReadinessProbe());
    }

    @Test
    void ofTheUsersConfigMapsOnlyTheirVersionIsKept() {
        ConfigMap configMap = CacheTrimmer.trim(Serialization.unmarshal(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, resourceVersion: '7'}\ndata: {key: value}",
                ConfigMap.class));

        assertNull(configMap.getData());
        assertEquals("7", configMap.getMetadata().getResourceVersion());
    }

    @Test
    void anObjectThatIsComparedKeepsOurOwnFieldsAlone() {
        List<ManagedFieldsEntry> entries = deployment("u-1").getMetadata().getManagedFields();

        assertEquals(
                List.of("orderapp-operator"),
                entries.stream().map(ManagedFieldsEntry::getManager).toList());
        assertEquals(
                Map.of(
                        "f:metadata", Map.of("f:ownerReferences", Map.of("k:{\"uid\":\"u-1\"}", Map.of())),
                        "f:spec", Map.of("f:replicas", Map.of())),
                fields(deployment("u-1")));
    }

    @Test
    void fieldsThatAreEqualAreKeptOnce() {
        assertSame(fields(deployment("u-1")), fields(deployment("u-1")));
        assertSame(
                fields(deployment("u-1")).get("f:spec"),
                fields(deployment("u-2")).get("f:spec"));
    }

    private static Map<String, Object> fields(Deployment deployment) {
        return deployment.getMetadata().getManagedFields().get(0).getFieldsV1().getAdditionalProperties();
    }

    @Test
    void aFrozenRevisionReadsAsBeforeThoughItIsPacked() {
        String content = new Random(1)
                .ints(2_000, 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        ControllerRevision revision = Serialization.unmarshal(
                "apiVersion: apps/v1\n"
                        + "kind: ControllerRevision\n"
                        + "metadata: {name: r}\n"
                        + "revision: 1\n"
                        + "data: {format: 1, content: "
                        + content + "}",
                ControllerRevision.class);
        String before = Serialization.asJson(revision);

        ControllerRevision trimmed = CacheTrimmer.trim(revision);

        assertEquals(before, Serialization.asJson(trimmed));
        assertEquals(before, Serialization.asJson(CacheTrimmer.trim(trimmed)), "trimmed twice");
    }

    @Test
    void theCopyThatKubectlLeavesGoes() {
        Deployment deployment = CacheTrimmer.trim(Serialization.unmarshal("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: d, annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}", note: kept}}
            """, Deployment.class));

        assertEquals(Map.of("note", "kept"), deployment.getMetadata().getAnnotations());
    }

    @Test
    void whatIsKeptSaysTheSameInLess() {
        Deployment whole = Serialization.unmarshal(DEPLOYMENT.formatted("u-1"), Deployment.class);
        Deployment compact = Serialization.unmarshal(DEPLOYMENT.formatted("u-1"), Deployment.class);
        List.of(whole, compact).forEach(d -> d.getMetadata().setLabels(new HashMap<>(Map.of("a", "b", "c", "d"))));

        ObjectInterner.compact(compact);

        assertEquals(
                Serialization.unmarshal(Serialization.asJson(whole), Map.class),
                Serialization.unmarshal(Serialization.asJson(compact), Map.class));
        assertSame(Map.of(), compact.getMetadata().getAdditionalProperties());
    }

    @Test
    void aReleaseSaysTheSameInLess() {
        OrderAppRelease whole = Serialization.unmarshal(RELEASE, OrderAppRelease.class);
        OrderAppRelease one = CacheTrimmer.trim(Serialization.unmarshal(RELEASE, OrderAppRelease.class));
        OrderAppRelease other = CacheTrimmer.trim(Serialization.unmarshal(RELEASE, OrderAppRelease.class));

        assertEquals(whole.getSpec(), one.getSpec());
        assertEquals(whole.getStatus(), one.getStatus());
        assertSame(
                one.getStatus().stable().backend(), other.getStatus().stable().backend());
        assertSame(
                Map.of(),
                one.getSpec().backend().resources().getRequests().get("cpu").getAdditionalProperties());
    }

    @Test
    void equalLabelsAndStringsAreKeptOnce() {
        Pod one = pod();
        Pod other = pod();

        assertSame(one.getMetadata().getLabels(), other.getMetadata().getLabels());
        assertSame(one.getStatus().getPodIP(), other.getStatus().getPodIP());
    }
}
