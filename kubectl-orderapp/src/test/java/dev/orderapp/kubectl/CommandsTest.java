package dev.orderapp.kubectl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.kubectl.command.PluginCommandLine;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands as they are typed, on a real API server; the test stands in for the operator. */
@ExtendWith(ApiServer.class)
class CommandsTest {
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    private volatile StringWriter printed = new StringWriter();
    private volatile StringWriter errors = new StringWriter();

    CommandsTest(KubernetesClient client) {
        this.client = client;
    }

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void aKubeconfigFile() throws IOException {
        Kubeconfigs.write(folder, client);
    }

    @AfterEach
    void nothingIsLeft() {
        client.resources(OrderAppRelease.class).inNamespace("default").delete();
    }

    private Result run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--kubeconfig", folder.resolve("kubeconfig").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        printed = out;
        errors = err;
        int code = PluginCommandLine.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    private void store(OrderAppRelease release) {
        OrderAppReleaseStatus status = release.getStatus();
        long generation = client.resource(release).create().getMetadata().getGeneration();
        updateStatus(release.getMetadata().getName(), SampleStatuses.observed(status, generation));
    }

    private void updateStatus(String name, OrderAppReleaseStatus status) {
        OrderAppRelease release = client.resources(OrderAppRelease.class)
                .inNamespace("default")
                .withName(name)
                .get();
        release.setStatus(status);
        client.resource(release).updateStatus();
    }

    private OrderAppRelease shop() {
        return client.resources(OrderAppRelease.class)
                .inNamespace("default")
                .withName("shop")
                .get();
    }

    @Test
    void listsReleasesOfAllNamespaces() {
        store(SampleReleases.atFirstStep());
        Result result = run("list", "-A");
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.out()
                        .contains(
                                "default     shop   Progressing   1/3    30 %     29 %       1.0.0 (4c21)   1.1.0 (7d9f)"),
                result.out());
    }

    @Test
    void saysThatThereIsNoRelease() {
        assertEquals("no OrderAppRelease in namespace default\n", run("list").out());
        Result result = run("get", "shop");
        assertEquals(7, result.code());
        assertEquals(
                "error: there is no OrderAppRelease \"shop\" in namespace default: `kubectl orderapp list -A` shows those of all namespaces\n",
                result.err());
    }

    @Test
    void explainsAFailureWithTheLastLinesThatWereKeptOfIt() {
        store(SampleReleases.rolledBack());
        ConfigMap course = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("shop-course-1")
                        .endMetadata()
                        .addToData(
                                "failure.json",
                                "{\"containers\":[{\"pod\":\"shop-backend-7d9f-a\",\"container\":\"app\",\"reason\":\"Error\",\"exitCode\":1,\"lines\":[\"no pool\"]}]}")
                        .build())
                .create();
        try {
            Result text = run("explain", "shop");
            assertEquals(0, text.code(), text.err());
            assertTrue(
                    text.out()
                            .endsWith(
                                    "Last lines of container app of Pod shop-backend-7d9f-a (Error, exit code 1):\n  no pool\n"),
                    text.out());
            String json =
                    run("explain", "shop", "--revision", "7d9f", "-o", "json").out();
            assertTrue(json.contains("\"lines\":[\"no pool\"]"), json);
            assertTrue(json.contains("\"attempt\":1"), json);

            course.getData().put("failure.json", "changed");
            client.resource(course).update();
            Result changed = run("explain", "shop");
            assertEquals(0, changed.code());
            assertTrue(
                    changed.out().contains("\nNot shown: what was kept of the failure can't be read: "), changed.out());
        } finally {
            client.resource(course).delete();
        }
        assertFalse(run("explain", "shop").out().contains("\nNot "));
    }

    @Test
    void saysWhichContextsThereAre() {
        Result result = run("list", "--context", "production");
        assertEquals(2, result.code());
        assertEquals("error: the kubeconfig has no context \"production\": it has test\n", result.err());
    }

    @Test
    void saysThatTheServerCannotBeReached() throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig, Files.readString(kubeconfig).replaceFirst("https://[^\"]*", "https://127.0.0.1:1"));
        Result result = run("list");
        assertEquals(7, result.code());
        assertTrue(
                result.err()
                        .startsWith(
                                "error: could not list OrderAppReleases in namespace default: https://127.0.0.1:1/ can't be reached"),
                result.err());
    }

    @Test
    void abortsTheAttemptThatItSaw() {
        store(SampleReleases.atFirstStep());
        Result result = run("abort", "shop", "--no-wait");
        assertEquals(0, result.code(), result.err());
        assertEquals(
                Map.of("orderapp.dev/abort", "7d9f/1"), shop().getMetadata().getAnnotations());
    }

    @Test
    void saysWhenTheOperatorHasActedOnARequest() throws Exception {
        store(SampleReleases.atFirstStep());
        CompletableFuture<Result> aborted =
                CompletableFuture.supplyAsync(() -> run("abort", "shop", "--timeout", "2m"));
        Awaitility.await().until(() -> shop().getMetadata().getAnnotations().containsKey("orderapp.dev/abort"));
        updateStatus(
                "shop",
                SampleStatuses.with(
                        SampleReleases.atFirstStep().getStatus(),
                        Map.of("phase", "RollingBack", "actions", Map.of("abort", "7d9f/1"))));
        Result result = aborted.get(1, TimeUnit.MINUTES);
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("the operator acted on it: shop is RollingBack"), result.out());
    }

    @Test
    void saysThatARequestWasNotActedOn() {
        store(SampleReleases.atFirstStep());
        for (String command : List.of("abort", "promote")) {
            Result result = run(command, "shop", "--timeout", "1s");
            assertEquals(3, result.code(), result.out() + result.err());
            assertTrue(result.out().contains("the operator has not acted on it within 1 s"), result.out());
        }
    }

    @Test
    void doesNotRepeatARequestThatWasActedOn() {
        store(SampleReleases.rolledBack());
        updateStatus(
                "shop",
                SampleStatuses.with(
                        SampleReleases.rolledBack().getStatus(), Map.of("actions", Map.of("retry", "7d9f/1"))));
        Result result = run("retry", "shop");
        assertEquals(2, result.code(), result.out());
        assertTrue(
                result.err().contains("the operator has acted on orderapp.dev/retry: 7d9f/1 before, and does so once"),
                result.err());
    }

    @Test
    void keepsWaitingWhenTheConnectionIsLostAndSaysSoOnce() throws Exception {
        store(SampleReleases.promoted());
        URI server = URI.create(client.getConfiguration().getMasterUrl());
        try (CutProxy proxy = new CutProxy(server.getPort())) {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(
                    kubeconfig,
                    Files.readString(kubeconfig).replaceFirst("https://[^\"]*", "https://127.0.0.1:" + proxy.port()));
            CompletableFuture<Result> released = CompletableFuture.supplyAsync(
                    () -> run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "2m"));
            Awaitility.await().until(() -> shop().getSpec().backend().image().endsWith(":1.2.0"));
            proxy.cut();
            OrderAppReleaseStatus rolledBack = SampleReleases.rolledBack().getStatus();
            updateStatus(
                    "shop",
                    SampleStatuses.observed(rolledBack, shop().getMetadata().getGeneration()));
            Awaitility.await().until(() -> errors.toString().contains("connection lost, trying again until --timeout"));
            proxy.open();
            Result result = released.get(1, TimeUnit.MINUTES);
            assertEquals(1, result.code(), result.out() + result.err());
            assertEquals(1, result.err().lines().count(), result.err());
        }
    }

    @Test
    void promotesTheStepThatItSaw() {
        store(SampleReleases.atFirstStep());
        assertEquals(0, run("promote", "shop", "--no-wait").code());
        assertEquals(
                Map.of("orderapp.dev/promote", "7d9f/1/0"), shop().getMetadata().getAnnotations());
    }

    @Test
    void retriesWhatWasRolledBack() {
        store(SampleReleases.rolledBack());
        assertEquals(0, run("retry", "shop", "--no-wait").code());
        assertEquals(
                Map.of("orderapp.dev/retry", "7d9f/1"), shop().getMetadata().getAnnotations());
    }

    @Test
    void pausesAndResumes() {
        store(SampleReleases.atFirstStep());
        assertEquals(0, run("pause", "shop").code());
        assertTrue(shop().getSpec().paused());
        assertEquals(0, run("resume", "shop").code());
        assertEquals(false, shop().getSpec().paused());
    }

    @Test
    void goesBackToTheVersionBefore() {
        store(SampleReleases.promoted());
        assertEquals(0, run("undo", "shop").code());
        assertEquals("acme/order-backend:1.0.0", shop().getSpec().backend().image());
        String stable = shop().getStatus().stable().revision() + "/"
                + shop().getStatus().stable().attempt();
        assertEquals(Map.of("orderapp.dev/undo", stable), shop().getMetadata().getAnnotations());
    }

    @Test
    void goesBackThroughTheStepsWhereThatIsAskedFor() {
        store(SampleReleases.promoted());
        assertEquals(0, run("undo", "shop", "--steps").code());
        assertEquals("acme/order-backend:1.0.0", shop().getSpec().backend().image());
        assertFalse(shop().getMetadata().getAnnotations().containsKey("orderapp.dev/undo"));
    }

    @Test
    void goesBackToWhatServesWhenTheNewVersionWasRolledBack() {
        store(SampleReleases.rolledBack());
        assertEquals(0, run("undo", "shop").code());
        assertEquals("acme/order-backend:1.0.0", shop().getSpec().backend().image());
    }

    @Test
    void printsTheApiServersMessage() {
        store(SampleReleases.promoted());
        Result result = run("release", "shop", "--backend", "acme/order-backend");
        assertEquals(2, result.code());
        assertEquals(
                "error: spec.backend.image: Invalid value: \"acme/order-backend\": must be an image with a tag or a digest, such as"
                        + " docker.io/acme/order-backend:1.4.2\n",
                result.err());
    }

    @Test
    void waitsForItsOwnVersionAndEndsWithItsOutcome() throws Exception {
        store(SampleReleases.promoted());
        CompletableFuture<Result> released = CompletableFuture.supplyAsync(
                () -> run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "2m"));
        Awaitility.await().until(() -> shop().getSpec().backend().image().endsWith(":1.2.0"));
        OrderAppReleaseStatus rolledBack = SampleReleases.rolledBack().getStatus();
        updateStatus(
                "shop", SampleStatuses.observed(rolledBack, shop().getMetadata().getGeneration()));
        Result result = released.get(1, TimeUnit.MINUTES);
        assertEquals(1, result.code(), result.out() + result.err());
        assertTrue(
                result.out().contains("1.1.0 (revision 7d9f) was rolled back: server-errors: canary 6 of 150 (4 %)"),
                result.out());
    }

    @Test
    void saysThatNoOutcomeCameInTime() {
        store(SampleReleases.promoted());
        Result result = run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "1s");
        assertEquals(3, result.code());
        assertTrue(result.out().contains("no outcome of this version within 1 s; it goes on"), result.out());
    }

    @Test
    void namesAloneAreForScriptsAndImagesForWideScreens() {
        store(SampleReleases.atFirstStep());
        assertEquals(
                "orderapprelease.orderapp.dev/shop\n", run("list", "-o", "name").out());
        assertEquals(
                "orderapprelease.orderapp.dev/shop\n",
                run("get", "shop", "-o", "name").out());
        assertTrue(run("list", "-o", "wide").out().contains("acme/order-backend:1.1.0,acme/order-frontend:1.1.0"));
        assertEquals("4c21\n", run("history", "shop", "-o", "name").out());
    }

    @Test
    void somebodyElsesRightsCanBeTried() {
        Result result = run("list", "--as", "nobody");
        assertEquals(7, result.code());
        assertTrue(result.err().contains("you may not list OrderAppReleases"), result.err());
        assertTrue(result.err().contains("\"nobody\""), result.err());
        assertEquals(2, run("list", "--as-group", "staff").code());
    }

    @Test
    void namesAreCompletedFromTheClusterThatIsTyped() {
        store(SampleReleases.atFirstStep());
        String kubeconfig = folder.resolve("kubeconfig").toString();
        assertEquals("shop\n:4\n", complete("get", "--kubeconfig", kubeconfig, "sh"));
        assertEquals("shop\n:4\n", complete("release", "-n", "default", "--kubeconfig", kubeconfig, ""));
        assertFalse(complete("get", "--kubeconfig", kubeconfig, "shop", "").contains("shop"));
        assertFalse(complete("release", "shop", "--kubeconfig", kubeconfig, "--backend", "")
                .contains("shop"));
        assertEquals(":4\n", complete("get", "--kubeconfig", "/no/such/file", ""));
    }

    private static String complete(String... typed) {
        List<String> arguments = new ArrayList<>(List.of("__complete", "--"));
        arguments.addAll(List.of(typed));
        StringWriter out = new StringWriter();
        PluginCommandLine.create().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
        return out.toString();
    }

    @Test
    void waitsForWhatSomebodyElseAskedFor() throws Exception {
        store(SampleReleases.atFirstStep());
        CompletableFuture<Result> waited =
                CompletableFuture.supplyAsync(() -> run("status", "shop", "--timeout", "2m"));
        Awaitility.await().until(() -> printed.toString().contains("Progressing"));
        updateStatus("shop", SampleStatuses.observed(SampleReleases.rolledBack().getStatus(), 1));
        Result result = waited.get(1, TimeUnit.MINUTES);
        assertEquals(1, result.code(), result.out() + result.err());
        assertTrue(
                result.out()
                        .matches(
                                "(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  Progressing: 1.1.0 \\(revision 7d9f\\) gets 30 %.*"),
                result.out());
        assertTrue(
                result.out().lines().reduce("", (a, b) -> b).startsWith("1.1.0 (revision 7d9f) was rolled back: "),
                result.out());
    }

    @Test
    void tellsTheOutcomeToScriptsAndToThePageOfABuild() throws Exception {
        store(SampleReleases.rolledBack());
        Path markdown = folder.resolve("outcome.md");
        Path junit = folder.resolve("outcome.xml");
        Result result =
                run("status", "shop", "-o", "json", "--markdown", markdown.toString(), "--junit", junit.toString());
        assertEquals(1, result.code(), result.err());
        JsonNode outcome = Serialization.unmarshal(result.out(), JsonNode.class);
        assertEquals("RolledBack", outcome.path("outcome").asText());
        assertEquals("7d9f", outcome.path("revision").asText());
        assertTrue(Files.readString(markdown).startsWith("### default/shop 1.1.0: RolledBack\n"));
        assertTrue(Files.readString(junit).contains("<failure type=\"RolledBack\""));
    }

    @Test
    void anOutcomeThatIsNotWaitedForCannotBeTold() {
        store(SampleReleases.promoted());
        Result result = run("release", "shop", "--backend", "acme/order-backend:1.2.0", "-o", "json");
        assertEquals(2, result.code());
        assertEquals("acme/order-backend:1.1.0", shop().getSpec().backend().image());
    }

    @Test
    void showsTheTree() {
        store(SampleReleases.atFirstStep());
        Result result = run("get", "shop");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("OrderAppRelease default/shop  Progressing\n"), result.out());
    }

    @Test
    void printsTheObjectForScripts() {
        store(SampleReleases.atFirstStep());
        OrderAppRelease read =
                Serialization.unmarshal(run("get", "shop", "-o", "json").out(), OrderAppRelease.class);
        assertEquals(SampleStatuses.observed(SampleReleases.atFirstStep().getStatus(), 1), read.getStatus());
    }
}
