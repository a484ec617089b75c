package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.Kubeconfigs;
import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.cluster.Connection;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which requests the dashboard answers and what it does, on a real API server. Requests are written by hand: a browser's API would not let a test forge Host and Origin. */
@ExtendWith(ApiServer.class)
class DashboardServerTest {
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    private DashboardServer server;
    private URI address;

    DashboardServerTest(KubernetesClient client) {
        this.client = client;
    }

    @BeforeEach
    void aReleaseAndADashboard() throws IOException {
        OrderAppRelease release = SampleReleases.atFirstStep();
        release.getMetadata().setGeneration(null);
        OrderAppRelease stored = client.resource(release).create();
        stored.setStatus(SampleStatuses.observed(SampleReleases.atFirstStep().getStatus(), 1));
        client.resource(stored).updateStatus();
        server = DashboardServer.own(api(), List.of("default"), 0);
        address = URI.create(server.address());
    }

    private KubeApi api() throws IOException {
        return Connection.open(new Connection.Choice(
                Optional.of(Kubeconfigs.write(folder, client)), Optional.empty(), Optional.empty(), List.of()));
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        client.resources(OrderAppRelease.class).inNamespace("default").delete();
    }

    private String host() {
        return "127.0.0.1:" + address.getPort();
    }

    private Map<String, String> own() {
        return Map.of("Host", host(), "Authorization", "Bearer " + address.getFragment());
    }

    private Map<String, String> own(String header, String value) {
        return Map.of("Host", host(), "Authorization", "Bearer " + address.getFragment(), header, value);
    }

    /** Sends a request and reads as many lines of the answer as are asked for. */
    private String request(String request, Map<String, String> headers, String body, int lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), address.getPort())) {
            String head = headers.entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                    .collect(Collectors.joining());
            String text = request + " HTTP/1.1\r\n" + head + "Content-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .limit(lines)
                    .collect(Collectors.joining("\n"));
        }
    }

    private String status(String request, Map<String, String> headers, String body) throws IOException {
        return request(request, headers, body, 1).split(" ")[1];
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(client.resources(OrderAppRelease.class)
                        .inNamespace("default")
                        .withName("shop")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .orElse(Map.of());
    }

    @Test
    void listensOnTheLoopbackAddressAlone() throws IOException {
        for (InetAddress other :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!other.isLoopbackAddress()) {
                assertThrows(IOException.class, () -> new Socket(other, address.getPort()).close());
            }
        }
        assertEquals("127.0.0.1", address.getHost());
    }

    @Test
    void eachStartHasATokenOfItsOwn() throws IOException {
        try (DashboardServer second = DashboardServer.own(api(), List.of(), 0)) {
            assertFalse(URI.create(second.address()).getFragment().equals(address.getFragment()));
        }
    }

    @Test
    void thePageComesWithoutATokenAndForbidsOutsideResources() throws IOException {
        String answer = request("GET /", Map.of("Host", host()), "", 200);
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("default-src 'none'; script-src 'self'"), answer);
        assertTrue(answer.contains("<title>OrderApp releases</title>"), answer);
        for (String file : List.of("/dashboard.js", "/dashboard.css", "/logo.svg")) {
            assertTrue(answer.contains("\"" + file + "\""), answer);
            assertEquals("200", status("GET " + file, Map.of("Host", host()), ""), file);
        }
        assertFalse(
                answer.contains(address.getFragment()),
                "the page must not hold the token: any local process may read it");
    }

    @Test
    void aHostNameOfDnsRebindingIsRefused() throws IOException {
        Map<String, String> rebound =
                Map.of("Host", "evil.example:" + address.getPort(), "Authorization", "Bearer " + address.getFragment());
        assertEquals("403", status("GET /", rebound, ""));
        assertEquals("403", status("GET /api/releases", rebound, ""));
        assertEquals("403", status("POST /api/releases/default/shop/abort", rebound, "7d9f/1"));
    }

    @Test
    void otherPagesAreRefused() throws IOException {
        assertEquals(
                "403", status("POST /api/releases/default/shop/abort", own("Origin", "http://evil.example"), "7d9f/1"));
        assertEquals("403", status("POST /api/releases/default/shop/abort", own("Origin", "null"), "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    @Test
    void requestsWithoutTheTokenNeitherReadNorAct() throws IOException {
        assertEquals("403", status("GET /api/releases", Map.of("Host", host()), ""));
        Map<String, String> wrong = Map.of("Host", host(), "Authorization", "Bearer x");
        assertEquals("403", status("POST /api/releases/default/shop/abort", wrong, "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    /** What the server says of itself, when it is started anew as a team's. */
    private void share() throws IOException {
        server.close();
        server = DashboardServer.shared(api(), List.of("default", "kube-system"), 0, List.of("releases.example.com"));
        address = URI.create("http://127.0.0.1:" + server.port());
    }

    @Test
    void aSharedOneShowsWithoutATokenAndDoesNothing() throws IOException {
        share();
        Map<String, String> visitor = Map.of("Host", "Releases.example.com", "Origin", "https://releases.example.com");
        assertEquals("200", status("GET /", visitor, ""));
        assertTrue(request("GET /api/releases", visitor, "", 20).contains("\"name\":\"shop\""));
        String release = request("GET /api/releases/default/shop", visitor, "", 20);
        assertTrue(release.contains("\"actions\":{}"), release);
        for (String action : List.of("promote", "abort", "retry", "undo", "pause", "resume", "restart")) {
            assertEquals("405", status("POST /api/releases/default/shop/" + action, visitor, "7d9f/1"), action);
        }
        assertEquals("404", status("DELETE /api/releases/default/shop", visitor, ""));
        assertEquals(Map.of(), annotations());
    }

    @Test
    void aSharedOneAnswersUnderItsNamesAloneAndToNoOtherPage() throws IOException {
        share();
        for (String other : List.of("127.0.0.1:" + address.getPort(), "evil.example", "releases.example.com:81")) {
            assertEquals("403", status("GET /api/releases", Map.of("Host", other), ""), other);
        }
        for (String other : List.of("https://evil.example", "null")) {
            Map<String, String> page = Map.of("Host", "releases.example.com", "Origin", other);
            assertEquals("403", status("GET /api/releases", page, ""), other);
        }
    }

    @Test
    void theRightsThatTheChartGivesASharedOneAreEnough() throws IOException {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("dashboard")
                        .endMetadata()
                        .withRules(chartsRules())
                        .build())
                .createOr(NonDeletingOperation::update);
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("dashboard")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "dashboard")
                        .addNewSubject("rbac.authorization.k8s.io", "User", "dashboard", null)
                        .build())
                .createOr(NonDeletingOperation::update);
        server.close();
        server = DashboardServer.shared(
                Connection.open(new Connection.Choice(
                        Optional.of(Kubeconfigs.write(folder, client)),
                        Optional.empty(),
                        Optional.of("dashboard"),
                        List.of("system:authenticated"))),
                List.of("default"),
                0,
                List.of("releases.example.com"));
        address = URI.create("http://127.0.0.1:" + server.port());
        Map<String, String> visitor = Map.of("Host", "releases.example.com");

        assertTrue(request("GET /api/releases", visitor, "", 20).contains("\"name\":\"shop\""));
        String release = request("GET /api/releases/default/shop", visitor, "", 20);
        assertTrue(release.contains("\"forbidden\":[]"), release);
        String attempt = request("GET /api/releases/default/shop/attempts/1", visitor, "", 20);
        assertFalse(attempt.contains("may not"), attempt);
        String log = request("GET /api/releases/default/shop/pods/missing/app/now", visitor, "", 20);
        assertTrue(log.contains("Pod missing is gone"), log);
    }

    /** Those of the chart, as all its values together give them. */
    private static List<PolicyRule> chartsRules() throws IOException {
        String template = Files.readString(Path.of("../helm/operator/templates/_dashboard.tpl"));
        String rules = template.substring(template.indexOf("dashboardRules\" -}}"))
                .lines()
                .filter(line -> !line.contains("{{") && !line.contains("}}"))
                .collect(Collectors.joining("\n", "", "\n"));
        return Arrays.asList(Serialization.unmarshal(rules, PolicyRule[].class));
    }

    @Test
    void actsForItsOwnPage() throws IOException {
        assertEquals(
                "200", status("POST /api/releases/default/shop/abort", own("Origin", "http://" + host()), "7d9f/1"));
        assertEquals(Map.of("orderapp.dev/abort", "7d9f/1"), annotations());
    }

    @Test
    void aReleaseThatHasMovedOnIsNotActedOn() throws IOException {
        assertEquals("409", status("POST /api/releases/default/shop/abort", own(), "4c21/1"));
        assertEquals("409", status("POST /api/releases/default/shop/retry", own(), "7d9f/1"));
        assertEquals(Map.of(), annotations());
    }

    private OrderAppRelease stored() {
        return client.resources(OrderAppRelease.class)
                .inNamespace("default")
                .withName("shop")
                .get();
    }

    @Test
    void undoAsksForTheImagesThatServe() throws IOException {
        assertEquals(
                "200",
                status(
                        "POST /api/releases/default/shop/undo",
                        own(),
                        "acme/order-backend:1.0.0 and acme/order-frontend:1.0.0"));
        assertEquals("acme/order-backend:1.0.0", stored().getSpec().backend().image());
        assertEquals("acme/order-frontend:1.0.0", stored().getSpec().frontend().image());
        assertEquals(2, stored().getSpec().backend().replicas(), "the rest of the spec stays");
    }

    @Test
    void pauseAndResumeNameTheStateThatThePersonSaw() throws IOException {
        assertEquals("409", status("POST /api/releases/default/shop/resume", own(), "false"));
        assertEquals("200", status("POST /api/releases/default/shop/pause", own(), "true"));
        assertEquals(true, stored().getSpec().paused());
        assertEquals("409", status("POST /api/releases/default/shop/pause", own(), "true"));
        assertEquals("200", status("POST /api/releases/default/shop/resume", own(), "false"));
        assertEquals(false, stored().getSpec().paused());
    }

    private void promoted() {
        OrderAppRelease release = stored();
        release.setStatus(SampleStatuses.observed(SampleReleases.promoted().getStatus(), 1));
        client.resource(release).updateStatus();
    }

    @Test
    void undoOfAVersionThatServesGoesBackWithoutSteps() throws IOException {
        promoted();
        assertEquals("200", status("POST /api/releases/default/shop/undo", own(), "acme/order-backend:1.0.0"));
        assertEquals("acme/order-backend:1.0.0", stored().getSpec().backend().image());
        assertEquals(Map.of("orderapp.dev/undo", "7d9f/1"), annotations());
    }

    @Test
    void restartReplacesThePodsOfTheVersionThatServes() throws IOException {
        assertEquals("409", status("POST /api/releases/default/shop/restart", own(), "4c21"), "a canary is under way");
        promoted();
        assertEquals("502", status("POST /api/releases/default/shop/restart", own(), "7d9f"), "its Deployment is gone");
        Map<String, String> labels = Map.of("app", "restart");
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("shop-backend-7d9f")
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("app")
                        .withImage("acme/order-backend:1.1.0")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        try {
            assertEquals("200", status("POST /api/releases/default/shop/restart", own(), "7d9f"));
            Deployment deployment = client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("shop-backend-7d9f")
                    .get();
            assertTrue(deployment
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getAnnotations()
                    .containsKey("kubectl.kubernetes.io/restartedAt"));
            assertEquals(Map.of(), annotations(), "the release stays as it is");
        } finally {
            client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("shop-backend-7d9f")
                    .delete();
        }
    }

    @Test
    void whatWasRecordedOfAnAttemptComesWithItsBounds() throws IOException {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("shop-course-1")
                        .endMetadata()
                        .addToData("course.json", SampleCourses.TWO_METRICS)
                        .build())
                .create();
        try {
            String answer = request("GET /api/releases/default/shop/attempts/1", own(), "", 30);
            assertTrue(answer.contains("application/json"), answer);
            assertTrue(answer.contains("\"low\":["), answer);
            String list = request("GET /api/releases", own(), "", 16);
            assertTrue(list.contains("\"sparkline\":{\"weight\":["), list);
        } finally {
            client.configMaps().inNamespace("default").withName("shop-course-1").delete();
        }
    }

    @Test
    void ofAnAttemptThatWasNotRecordedThereIsNoCourse() throws IOException {
        String answer = request("GET /api/releases/default/shop/attempts/7", own(), "", 30);
        assertTrue(answer.endsWith("{\"attempt\":7}"), answer);
        assertEquals("403", status("GET /api/releases/default/shop/attempts/7", Map.of("Host", host()), ""));
    }

    @Test
    void logsAreThoseOfTheReleasesOwnPodsAlone() throws IOException {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("somebody-elses")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("app")
                        .withImage("acme/other:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        try {
            String other = request("GET /api/releases/default/shop/pods/somebody-elses/app/now", own(), "", 16);
            assertTrue(
                    other.contains("event: error\ndata: {\"message\":\"Pod somebody-elses does not belong to shop"),
                    other);
            String gone = request("GET /api/releases/default/shop/pods/nothing/app/now", own(), "", 16);
            assertTrue(gone.contains("Pod nothing is gone"), gone);
            String none = "GET /api/releases/default/shop/pods/nothing/app/now";
            assertEquals("403", status(none, Map.of("Host", host()), ""));
            assertEquals("404", status("GET /api/releases/default/shop/pods/nothing/app/all", own(), ""));
        } finally {
            client.pods()
                    .inNamespace("default")
                    .withName("somebody-elses")
                    .withGracePeriod(0)
                    .delete();
        }
    }

    @Test
    void unknownActionsAreNotFound() throws IOException {
        assertEquals("404", status("POST /api/releases/default/shop/delete", own(), "x"));
        assertEquals("404", status("POST /api/releases/default/../shop/abort", own(), "x"));
        assertEquals("404", status("DELETE /api/releases/default/shop", own(), ""));
    }

    @Test
    void sendsAReleaseAsEvents() throws IOException {
        String stream = request("GET /api/releases/default/shop", own(), "", 16);
        assertTrue(stream.contains("text/event-stream"), stream);
        assertTrue(stream.contains("event: update"), stream);
        assertTrue(stream.contains("\"weight\":30,\"observedWeight\":29"), stream);
        assertTrue(stream.contains("\"abort\":{\"value\":\"7d9f/1\""), stream);
    }

    @Test
    void sendsAnErrorForAReleaseThatDoesNotExist() throws IOException {
        String stream = request("GET /api/releases/default/nothing", own(), "", 16);
        assertTrue(stream.contains("event: error\ndata: {\"message\":\"there is no OrderAppRelease"), stream);
    }
}
