package dev.orderapp.operator.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.orderapp.operator.prometheus.Prometheus;
import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart ships for Grafana and Prometheus, asked of a real Prometheus that scrapes a real page of the operator. */
class DashboardTest {
    private static final Path SHIPPED = Path.of("../helm/operator/observability");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Taken back, with everything wrong that an alert can be about. */
    private static final String STATUS = """
            phase: RolledBack
            weight: 30
            conditions:
            - {type: Available, status: "False"}
            - {type: Resolved, status: "False"}
            - {type: Applied, status: "False"}
            - {type: Routable, status: "False"}
            - {type: MetricsAvailable, status: "False"}
            - {type: Settled, status: "False"}
            analysis:
            - name: server-errors
              verdict: FAIL
              canary: {total: 12, bad: 6}
              stable: {total: 30, bad: 0}
              ratio: {logs: [0.5], steps: 0, peak: 7.5}
            """;

    private final Telemetry telemetry = new Telemetry();
    private final HttpClient http = HttpClient.newHttpClient();
    private HealthServer page;
    private Prometheus prometheus;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        OrderAppRelease release = new OrderAppRelease();
        release.setMetadata(
                new ObjectMetaBuilder().withNamespace("store").withName("shop").build());
        telemetry.recordStatus(release, Serialization.unmarshal(STATUS, OrderAppReleaseStatus.class));
        telemetry.recordDecision(new EventNote(EventNote.Kind.Warning, "RolledBack", "it was worse"));
        page = HealthServer.start(0, () -> true, telemetry::page);
        prometheus = new Prometheus(folder, page.port());
    }

    @AfterEach
    void stop() {
        prometheus.close();
        page.close();
    }

    /** Rates need a series that moves, and histograms one that was counted while Prometheus looked. */
    private List<JsonNode> answer(String expression) throws Exception {
        telemetry.timeControllerExecution(pass());
        URI query = URI.create(
                prometheus.url() + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        String body = http.send(HttpRequest.newBuilder(query).build(), BodyHandlers.ofString())
                .body();
        JsonNode answer = new ObjectMapper().readTree(body);
        assertEquals("success", answer.path("status").asText("none"), () -> expression + "\n" + body);
        return List.copyOf(answer.path("data").path("result").findParents("value"));
    }

    private static ControllerExecution<String> pass() {
        return new ControllerExecution<>() {
            @Override
            public String name() {
                return "reconcile";
            }

            @Override
            public String controllerName() {
                return "orderapprelease";
            }

            @Override
            public String successTypeName(String result) {
                return result;
            }

            @Override
            public ResourceID resourceID() {
                return new ResourceID("shop", "store");
            }

            @Override
            public Map<String, Object> metadata() {
                return Map.of();
            }

            @Override
            public String execute() {
                return "done";
            }
        };
    }

    @Test
    void everyPanelShowsSomething() {
        Set<String> expressions = new LinkedHashSet<>();
        read("dashboard.json", new ObjectMapper())
                .findValuesAsText("expr")
                .forEach(expression -> expressions.add(expression.replaceAll("\\$\\w+", ".*")));
        assertFalse(expressions.isEmpty());

        for (String expression : expressions) {
            await(expression).atMost(PATIENCE).until(() -> !answer(expression).isEmpty());
        }
    }

    @Test
    void everyAlertOnAReleaseSpeaksOfItByName() {
        List<String> expressions =
                read("alerts.yaml", new ObjectMapper(new YAMLFactory())).findValuesAsText("expr").stream()
                        .filter(expression -> expression.contains("orderapp_release_"))
                        .filter(expression -> !expression.contains("phase!~"))
                        .toList();
        assertEquals(6, expressions.size());

        for (String expression : expressions) {
            await(expression).atMost(PATIENCE).until(() -> answer(expression).stream()
                    .map(sample -> sample.path("metric").path("release").asText("none"))
                    .toList()
                    .equals(List.of("shop")));
        }
    }

    private static JsonNode read(String name, ObjectMapper mapper) {
        try {
            return mapper.readTree(SHIPPED.resolve(name).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
