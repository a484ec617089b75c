package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes between the records and the API server, both ways. */
@ExtendWith(GeneratedCrdServer.class)
class RecordsTest {
    private final KubernetesClient client;
    private final SampleManifests manifests;

    RecordsTest(KubernetesClient client) {
        this.client = client;
        manifests = new SampleManifests(client);
    }

    @Test
    void aMinimalReleaseGetsTheDocumentedDefaults() {
        JsonNode documented = json("""
                backend: {image: "docker.io/acme/order-backend:1.0.0", replicas: 2}
                ingress: {className: nginx, annotationPrefix: nginx.ingress.kubernetes.io}
                canary:
                  steps:
                    - {weight: 30, hold: 5m, approval: false}
                    - {weight: 50, hold: 5m, approval: false}
                    - {weight: 100, hold: 2m, approval: false}
                  progressDeadline: 10m
                  drain: 10s
                  keepPrevious: 10m
                  keepFailed: 10m
                  keepLogs: true
                analysis: {interval: 5s, falseAlarm: 1%, maxHold: 1h, onNoData: Hold}
                paused: false
                """);
        assertEquals(documented, completed(Map.of()));
    }

    @Test
    void aMinimalMetricGetsTheDocumentedDefaults() {
        Map<String, Object> metric = Map.of("name", "errors", "bad", "a", "total", "b");
        JsonNode documented = json("""
                name: errors
                bad: a
                total: b
                component: backend
                source: Pods
                maxRatio: 1
                ceiling: 5%
                minimum: 50
                warmup: 0s
                bursts: Each
                delay: 0s
                """);
        JsonNode spec = completed(Map.of("spec", Map.of("analysis", Map.of("metrics", List.of(metric)))));
        assertEquals(documented, spec.at("/analysis/metrics/0"));
    }

    private JsonNode completed(Map<String, Object> change) {
        return json(Serialization.asJson(
                manifests.dryRun(SampleManifests.minimalWith(change)).get("spec")));
    }

    @Test
    void everyFieldOfASpecSurvivesTheWayToTheServerAndBack() throws IOException {
        // Visitors come in by an Ingress or by a Gateway.
        JsonNode byIngress = full("full.yml");
        JsonNode byGateway = full("full-gateway.yml");
        assertNamesEveryField(OrderAppReleaseSpec.class, byIngress.get("spec"), byGateway.get("spec"));
        for (JsonNode release : List.of(byIngress, byGateway)) {
            OrderAppRelease read = Serialization.unmarshal(release.toString(), OrderAppRelease.class);
            OrderAppRelease answered = client.resource(read).dryRun().create();
            assertEquals(release.get("spec"), json(Serialization.asJson(answered.getSpec())));
        }
    }

    /** A field of a list's items may be in any of them: some exclude each other. */
    private static void assertNamesEveryField(Class<?> type, JsonNode... values) {
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode field = Stream.of(values)
                    .map(value -> value.get(component.getName()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            assertNotNull(
                    field, "full.yml and full-gateway.yml lack " + type.getSimpleName() + "." + component.getName());
            if (component.getName().equals("frontend")) {
                continue; // of the same type as the backend, which may have a migration
            }
            if (component.getType().isRecord()) {
                assertNamesEveryField(component.getType(), field);
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && element.isRecord()) {
                assertNamesEveryField(
                        element,
                        StreamSupport.stream(field.spliterator(), false).toArray(JsonNode[]::new));
            }
        }
    }

    @Test
    void theStatusKeepsItsNumbersToTheLastDigit() {
        OrderAppRelease release = Serialization.unmarshal(
                Serialization.asJson(SampleManifests.minimalWith(Map.of("metadata", Map.of("name", "status")))),
                OrderAppRelease.class);
        OrderAppReleaseStatus status = Serialization.unmarshal("""
                phase: Progressing
                weight: 30
                heldSeconds: 12.000000000000002
                analysis:
                  - name: server-errors
                    canary: {total: 9007199254740993, bad: 31}
                    ratio: {logs: [-1234.5678901234567, 1.0e-300, 0.30000000000000004, 0.0], steps: 7, peak: 1.7976931348623157E308}
                """, OrderAppReleaseStatus.class);
        OrderAppRelease created = client.resource(release).create();
        try {
            created.setStatus(status);
            client.resource(created).updateStatus();
            assertEquals(status, client.resource(created).get().getStatus());
        } finally {
            client.resource(created).delete();
        }
    }

    @Test
    void aRequestForAReleaseCannotWriteItsStatus() {
        OrderAppRelease release = Serialization.unmarshal(
                Serialization.asJson(SampleManifests.minimalWith(Map.of("status", Map.of("phase", "Stable")))),
                OrderAppRelease.class);
        assertNull(client.resource(release).dryRun().create().getStatus());
    }

    @Test
    void fieldsOfALaterVersionAreNoErrorToAnEarlierOne() {
        OrderAppRelease read = Serialization.unmarshal("""
                apiVersion: orderapp.dev/v1
                kind: OrderAppRelease
                metadata: {name: shop}
                later: 1
                spec: {later: 1, backend: {image: "a:1", later: {x: 1}}, canary: {later: 1, steps: [{weight: 100, later: 1}]}}
                status: {phase: Stable, later: 1, analysis: [{name: errors, later: 1, canary: {total: 1, later: 1}}]}
                """, OrderAppRelease.class);
        assertEquals("a:1", read.getSpec().backend().image());
        assertEquals(1, read.getStatus().analysis().get(0).canary().total());
    }

    private static JsonNode full(String file) throws IOException {
        try (InputStream yaml = RecordsTest.class.getResourceAsStream(file)) {
            return Serialization.unmarshal(yaml, JsonNode.class);
        }
    }

    private static JsonNode json(String yaml) {
        return Serialization.unmarshal(yaml, JsonNode.class);
    }
}
