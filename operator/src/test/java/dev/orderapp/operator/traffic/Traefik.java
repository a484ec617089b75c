package dev.orderapp.operator.traffic;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.testing.FreePort;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real Traefik that the sandbox runs, in the role of ingress-nginx for one IngressClass of a real API server, or as its Gateway. Its Services lead to
 * servers of this process, which answer with their name. Everything is on loopback.
 */
final class Traefik implements AutoCloseable {
    static final String CLASS = "traefik-test";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Path folder;
    private final int port;
    private final int metricsPort;
    private final NamedServers servers = new NamedServers();
    private final Process process;

    /**
     * Starts it in the role of ingress-nginx.
     *
     * @param folder for its configuration and log
     */
    static Traefik ingressNginx(KubernetesClient client, Path folder) throws IOException {
        client.resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName(CLASS)
                        .endMetadata()
                        .withNewSpec()
                        .withController("traefik.test/" + CLASS)
                        .endSpec()
                        .build())
                .serverSideApply();
        return new Traefik(
                client,
                folder,
                "web",
                List.of(
                        "--providers.kubernetesIngressNGINX=true",
                        "--providers.kubernetesIngressNGINX.controllerClass=traefik.test/" + CLASS));
    }

    private Traefik(KubernetesClient client, Path folder, String entryPoint, List<String> provider) throws IOException {
        this.client = client;
        this.folder = folder;
        port = FreePort.find();
        metricsPort = FreePort.find();
        process = start(entryPoint, provider);
    }

    /** Starts it in the role of a Gateway, which has to have a listener at its {@link #port}; there it tells its configuration, too. */
    static Traefik gateway(KubernetesClient client, Path folder) throws IOException {
        // The entry point of this name, which no Ingress has, is that of its own API.
        return new Traefik(
                client, folder, "traefik", List.of("--providers.kubernetesGateway=true", "--api.insecure=true"));
    }

    int port() {
        return port;
    }

    /** Where it counts requests, as the operator reads it. */
    URI metricsPage() {
        return URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
    }

    private Process start(String entryPoint, List<String> provider) throws IOException {
        Path kubeconfig = Kubeconfig.of(client, folder);
        List<String> command = new ArrayList<>(List.of(
                Programs.named("traefik").toString(),
                "--entryPoints." + entryPoint + ".address=127.0.0.1:" + port,
                "--entryPoints.metrics.address=127.0.0.1:" + metricsPort,
                "--metrics.prometheus.entryPoint=metrics",
                "--providers.providersThrottleDuration=50ms",
                "--global.checkNewVersion=false",
                "--global.sendAnonymousUsage=false",
                "--log.level=INFO"));
        command.addAll(provider);
        ProcessBuilder traefik = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        traefik.environment().put("KUBECONFIG", kubeconfig.toString());
        return traefik.start();
    }

    /** Adds a Service behind which a server answers with the Service's name. */
    void service(String namespace, String name) {
        service(namespace, name, servers.port(name));
    }

    /** Adds a Service that leads to a port of this machine. */
    void service(String namespace, String name, int target) {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName("localhost")
                        .addNewPort()
                        .withPort(NginxIngressRouter.SERVICE_PORT)
                        .withNewTargetPort(target)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    /** What its API tells of its configuration, such as {@code routers}. */
    JsonNode told(String what) throws IOException {
        URL url = new URL("http://127.0.0.1:" + port + "/api/http/" + what + "?per_page=10000");
        try (InputStream answer = url.openStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }

    /** Returns when requests to a host are led by its Ingresses. */
    void awaitHost(String host, String path) {
        await("a route of Traefik to " + host + ", see " + folder.resolve("log"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try (Connection connection = connect()) {
                        return !connection.get(host, path, Map.of()).equals(IngressControllerModel.NONE);
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    Connection connect() throws IOException {
        return Connection.to(port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        servers.close();
    }
}
