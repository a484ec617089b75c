package dev.orderapp.kubectl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.Config;
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

/** The commands as they are typed, on a real API server; the test plays the operator. */
@ExtendWith(ApiServer.class)
class CommandsTest {
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    private volatile StringWriter told = new StringWriter();

    CommandsTest(KubernetesClient client) {
        this.client = client;
    }

    private record Ran(int code, String out, String err) {}

    @BeforeEach
    void aKubeconfigFile() throws IOException {
        Config config = client.getConfiguration();
        Files.writeString(folder.resolve("kubeconfig"), """
                {"apiVersion": "v1", "kind": "Config", "current-context": "test",
                 "clusters": [{"name": "test", "cluster": {"server": "%s", "certificate-authority": "%s"}}],
                 "users": [{"name": "test", "user": {"client-certificate": "%s", "client-key": "%s"}}],
                 "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test", "namespace": "default"}}]}
                """.formatted(
                config.getMasterUrl(), config.getCaCertFile(), config.getClientCertFile(), config.getClientKeyFile()));
    }

    @AfterEach
    void nothingIsLeft() {
        client.resources(OrderAppRelease.class).inNamespace("default").delete();
    }

    private Ran run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--kubeconfig", folder.resolve("kubeconfig").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        told = err;
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private void stored(OrderAppRelease release) {
        OrderAppReleaseStatus status = release.getStatus();
        long generation = client.resource(release).create().getMetadata().getGeneration();
        says(release.getMetadata().getName(), Statuses.observed(status, generation));
    }

    private void says(String name, OrderAppReleaseStatus status) {
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
        stored(Shop.atFirstStep());
        Ran ran = run("list", "-A");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.out().contains("default     shop   Progressing   1/3    30 %     29 %   4c21     7d9f"), ran.out());
    }

    @Test
    void saysWhereNothingIs() {
        assertEquals("no OrderAppRelease in namespace default\n", run("list").out());
        Ran ran = run("get", "shop");
        assertEquals(7, ran.code());
        assertEquals(
                "error: there is no OrderAppRelease \"shop\" in namespace default: `kubectl orderapp list -A` shows those of all namespaces\n",
                ran.err());
    }

    @Test
    void saysWhichContextsThereAre() {
        Ran ran = run("list", "--context", "production");
        assertEquals(2, ran.code());
        assertEquals("error: the kubeconfig has no context \"production\": it has test\n", ran.err());
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig, Files.readString(kubeconfig).replaceFirst("https://[^\"]*", "https://127.0.0.1:1"));
        Ran ran = run("list");
        assertEquals(7, ran.code());
        assertTrue(
                ran.err()
                        .startsWith(
                                "error: could not list OrderAppReleases in namespace default: https://127.0.0.1:1/ can't be reached"),
                ran.err());
    }

    @Test
    void abortsTheTryThatItSaw() {
        stored(Shop.atFirstStep());
        Ran ran = run("abort", "shop", "--no-wait");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(
                Map.of("orderapp.dev/abort", "7d9f/1"), shop().getMetadata().getAnnotations());
    }

    @Test
    void saysWhenTheOperatorHasActedOnARequest() throws Exception {
        stored(Shop.atFirstStep());
        CompletableFuture<Ran> aborted = CompletableFuture.supplyAsync(() -> run("abort", "shop", "--timeout", "2m"));
        Awaitility.await().until(() -> shop().getMetadata().getAnnotations().containsKey("orderapp.dev/abort"));
        says(
                "shop",
                Statuses.with(
                        Shop.atFirstStep().getStatus(),
                        Map.of("phase", "RollingBack", "actions", Map.of("abort", "7d9f/1"))));
        Ran ran = aborted.get(1, TimeUnit.MINUTES);
        assertEquals(0, ran.code(), ran.out() + ran.err());
        assertTrue(ran.out().contains("the operator acted on it: shop is RollingBack"), ran.out());
    }

    @Test
    void saysThatARequestWasNotActedOn() {
        stored(Shop.atFirstStep());
        for (String command : List.of("abort", "promote")) {
            Ran ran = run(command, "shop", "--timeout", "1s");
            assertEquals(3, ran.code(), ran.out() + ran.err());
            assertTrue(ran.out().contains("the operator has not acted on it within 1 s"), ran.out());
        }
    }

    @Test
    void doesNotAskForWhatTheOperatorWillNotDoTwice() {
        stored(Shop.rolledBack());
        says("shop", Statuses.with(Shop.rolledBack().getStatus(), Map.of("actions", Map.of("retry", "7d9f/1"))));
        Ran ran = run("retry", "shop");
        assertEquals(2, ran.code(), ran.out());
        assertTrue(
                ran.err().contains("the operator has acted on orderapp.dev/retry: 7d9f/1 before, and does so once"),
                ran.err());
    }

    @Test
    void waitsOnWhenTheConnectionIsLostAndSaysSoOnce() throws Exception {
        stored(Shop.promoted());
        URI server = URI.create(client.getConfiguration().getMasterUrl());
        try (CutProxy way = new CutProxy(server.getPort())) {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(
                    kubeconfig,
                    Files.readString(kubeconfig).replaceFirst("https://[^\"]*", "https://127.0.0.1:" + way.port()));
            CompletableFuture<Ran> released = CompletableFuture.supplyAsync(
                    () -> run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "2m"));
            Awaitility.await().until(() -> shop().getSpec().backend().image().endsWith(":1.2.0"));
            way.cut();
            OrderAppReleaseStatus rolledBack = Shop.rolledBack().getStatus();
            says("shop", Statuses.observed(rolledBack, shop().getMetadata().getGeneration()));
            Awaitility.await().until(() -> told.toString().contains("connection lost, trying again until --timeout"));
            way.open();
            Ran ran = released.get(1, TimeUnit.MINUTES);
            assertEquals(1, ran.code(), ran.out() + ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }

    @Test
    void promotesTheStepThatItSaw() {
        stored(Shop.atFirstStep());
        assertEquals(0, run("promote", "shop", "--no-wait").code());
        assertEquals(
                Map.of("orderapp.dev/promote", "7d9f/1/0"), shop().getMetadata().getAnnotations());
    }

    @Test
    void triesOnceMoreWhatWasTakenBack() {
        stored(Shop.rolledBack());
        assertEquals(0, run("retry", "shop", "--no-wait").code());
        assertEquals(
                Map.of("orderapp.dev/retry", "7d9f/1"), shop().getMetadata().getAnnotations());
    }

    @Test
    void pausesAndResumes() {
        stored(Shop.atFirstStep());
        assertEquals(0, run("pause", "shop").code());
        assertTrue(shop().getSpec().paused());
        assertEquals(0, run("resume", "shop").code());
        assertEquals(false, shop().getSpec().paused());
    }

    @Test
    void goesBackToTheVersionBefore() {
        stored(Shop.promoted());
        assertEquals(0, run("undo", "shop").code());
        assertEquals("acme/order-backend:1.0.0", shop().getSpec().backend().image());
    }

    @Test
    void goesBackToWhatServesWhenTheNewVersionWasTakenBack() {
        stored(Shop.rolledBack());
        assertEquals(0, run("undo", "shop").code());
        assertEquals("acme/order-backend:1.0.0", shop().getSpec().backend().image());
    }

    @Test
    void passesTheApiServersOwnSentenceOn() {
        stored(Shop.promoted());
        Ran ran = run("release", "shop", "--backend", "acme/order-backend");
        assertEquals(2, ran.code());
        assertEquals(
                "error: spec.backend.image: Invalid value: \"acme/order-backend\": must be an image with a tag or a digest, such as"
                        + " docker.io/acme/order-backend:1.4.2\n",
                ran.err());
    }

    @Test
    void waitsForItsOwnVersionAndEndsWithItsOutcome() throws Exception {
        stored(Shop.promoted());
        CompletableFuture<Ran> released = CompletableFuture.supplyAsync(
                () -> run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "2m"));
        Awaitility.await().until(() -> shop().getSpec().backend().image().endsWith(":1.2.0"));
        OrderAppReleaseStatus rolledBack = Shop.rolledBack().getStatus();
        says("shop", Statuses.observed(rolledBack, shop().getMetadata().getGeneration()));
        Ran ran = released.get(1, TimeUnit.MINUTES);
        assertEquals(1, ran.code(), ran.out() + ran.err());
        assertTrue(
                ran.out().contains("revision 7d9f was rolled back: server-errors: canary 6 of 150 (4 %)"), ran.out());
    }

    @Test
    void saysThatNoOutcomeCameInTime() {
        stored(Shop.promoted());
        Ran ran = run("release", "shop", "--backend", "acme/order-backend:1.2.0", "--wait", "--timeout", "1s");
        assertEquals(3, ran.code());
        assertTrue(ran.out().contains("no outcome of this version within 1 s; it goes on"), ran.out());
    }

    @Test
    void showsTheTree() {
        stored(Shop.atFirstStep());
        Ran ran = run("get", "shop");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("OrderAppRelease default/shop  Progressing\n"), ran.out());
    }

    @Test
    void givesScriptsTheObject() {
        stored(Shop.atFirstStep());
        OrderAppRelease read =
                Serialization.unmarshal(run("get", "shop", "-o", "json").out(), OrderAppRelease.class);
        assertEquals(Statuses.observed(Shop.atFirstStep().getStatus(), 1), read.getStatus());
    }
}
