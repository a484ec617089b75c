package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What an earlier or a later definition let in, and this operator can't read: it is named on its own release, no other release
 * notices it, and what runs is supervised. The API server's definition is one that refuses nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LooseApiServer.class)
class UnreadableReleaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NAMESPACE = "unreadable";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Spec by spec: what can't be read in it, and where that is said to be. */
    private static final Map<String, String> SPECS = Map.of(
            "backend: {image: 'a/b:1', podTemplate: {spec: {volumes: [{name: cache, emptyDir: {sizeLimit: 1GB}}]}}}",
            "spec.backend.podTemplate.spec.volumes[0].emptyDir.sizeLimit: \"1GB\" is not a quantity",
            "backend: {image: 'a/b:1', podTemplate: {spec: {containers: [{name: side, resources: {limits: {memory: ''}}}]}}}",
            "spec.backend.podTemplate.spec.containers[0].resources.limits.memory: \"\" is not a quantity",
            "backend: {image: 'a/b:1', resources: {requests: {memory: 512MB}}}",
            "spec.backend.resources.requests.memory: \"512MB\" is not a quantity",
            "backend: {image: 'a/b:1', probes: {liveness: {periodSeconds: 5000000000}}}",
            "spec.backend.probes.liveness.periodSeconds: 5000000000 is out of range",
            "backend: {image: 'a/b:1'}, analysis: {onNoData: Ask}",
            "spec.analysis.onNoData: \"Ask\" is not known to this operator: write one of Hold, Promote, RollBack",
            "backend: {image: 'a/b:1'}, analysis: {metrics: [{name: e, bad: a, total: b, maxRatio: 2000000}]}",
            "spec.analysis.metrics[0].maxRatio: 2000000.0 must be from 1 to 1000",
            "backend: {image: 'a/b:1'}, canary: {drain: 1d}",
            "spec.canary.drain: \"1d\" is not a duration",
            "paused: false",
            "spec.backend is missing");

    private final KubernetesClient client;
    private PodMetricsServer pages;
    private TestShop shop;
    private TestOperator operator;

    UnreadableReleaseTest(KubernetesClient client) {
        this.client = client;
    }

    @BeforeEach
    void open() {
        pages = PodMetricsServer.start(client);
    }

    @AfterEach
    void close() {
        operator.close();
        client.resources(OrderAppRelease.class).inNamespace(shop.namespace()).delete();
        shop.close();
        pages.close();
    }

    @Test
    void isNamedOnItsOwnReleaseAndNoOtherNoticesIt() {
        shop = TestShop.in(client, NAMESPACE + "-before");
        SPECS.forEach((spec, sentence) -> create(name(spec), spec));
        shop.create();

        start();

        shop.until(s -> s.phase() == Phase.Stable);
        SPECS.forEach((spec, sentence) -> {
            String told = untilUnreadable(name(spec));
            assertTrue(told.startsWith(sentence), told);
        });
    }

    @Test
    void onceMendedTheReleaseGoesOn() {
        shop = TestShop.in(client, NAMESPACE + "-mended");
        shop.create();
        patch("shop", "{\"spec\": {\"analysis\": {\"onNoData\": \"Ask\"}}}");
        start();
        untilUnreadable("shop");

        patch("shop", "{\"spec\": {\"analysis\": {\"onNoData\": \"Hold\"}}}");

        shop.until(s -> s.phase() == Phase.Stable);
    }

    @Test
    void aCanaryThatFailsIsTakenBackThoughItsSpecCanNotBeReadAnyMoreAndTheOperatorWasRestarted() {
        shop = TestShop.in(client, NAMESPACE + "-canary");
        shop.create("approval: true");
        start();
        OrderAppReleaseStatus stable = shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);

        patch("shop", """
                {"spec": {"analysis": {"metrics": [{"name": "server-errors", "bad": "a", "total": "b", "maxRatio": 2000000}]},
                 "canary": {"drain": "1d"}, "backend": {"replicas": 3,
                 "podTemplate": {"spec": {"volumes": [{"name": "cache", "emptyDir": {"sizeLimit": "1GB"}}]}}}}}""");
        untilUnreadable("shop");
        operator.close();
        start();
        pages.fail(TestShop.OTHER);

        OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
        assertEquals("AnalysisFailed", back.failed().reason());
        assertEquals(stable.stable().revision(), back.stable().revision());
    }

    @Test
    void aPhaseOfALaterOperatorIsNamedAndLeftAsItIs() {
        shop = TestShop.in(client, NAMESPACE + "-phase");
        shop.create();
        start();
        shop.until(s -> s.phase() == Phase.Stable);
        operator.close();
        status("{\"status\": {\"phase\": \"Warming\"}}");

        start();
        String told = untilUnreadable("shop");

        assertTrue(told.startsWith("status.phase: \"Warming\" is not known to this operator"), told);
        assertEquals("Warming", tree("shop").at("/status/phase").asText());
        status("{\"status\": {\"phase\": \"Stable\"}}");
        await().atMost(PATIENCE)
                .until(() -> condition("shop").path("status").asText().equals("True"));
    }

    @Test
    void anOutcomeOfALaterOperatorInTheHistoryIsLeftOut() {
        shop = TestShop.in(client, NAMESPACE + "-history");
        shop.create();
        start();
        shop.until(s -> s.phase() == Phase.Stable);
        operator.close();
        status("{\"status\": {\"history\": [{\"revision\": \"a\", \"outcome\": \"Parked\", \"attempt\": 1}]}}");

        start();
        shop.image(TestShop.OTHER);

        shop.until(s -> s.phase() == Phase.Progressing);
    }

    private void start() {
        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
    }

    private static String name(String spec) {
        return "bad-" + Integer.toHexString(spec.hashCode());
    }

    private void create(String name, String spec) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: orderapp.dev/v1
                        kind: OrderAppRelease
                        metadata: {name: %s, namespace: %s}
                        spec: {%s}
                        """.formatted(name, shop.namespace(), spec), GenericKubernetesResource.class))
                .create();
    }

    private void patch(String name, String change) {
        release(name).patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private void status(String change) {
        release("shop").subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private Resource<GenericKubernetesResource> release(String name) {
        return client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(OrderAppRelease.class))
                .inNamespace(shop.namespace())
                .withName(name);
    }

    private JsonNode tree(String name) {
        return JSON.valueToTree(release(name).get());
    }

    private JsonNode condition(String name) {
        for (JsonNode condition : tree(name).at("/status/conditions")) {
            if (condition.path("type").asText().equals("Resolved")) {
                return condition;
            }
        }
        return JSON.createObjectNode();
    }

    /** Returns what the condition says. */
    private String untilUnreadable(String name) {
        return await(name)
                .atMost(PATIENCE)
                .until(() -> condition(name), c -> c.path("reason").asText().equals("Unreadable"))
                .path("message")
                .asText();
    }
}
