package dev.orderapp.operator.traffic;

import dev.orderapp.testing.FreePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The real Envoy Gateway with its Envoy, as processes of this machine, for a Gateway of a real API server. Its Services lead to servers of this
 * process, which answer with their name. Requests stay on loopback.
 */
final class EnvoyGateway implements AutoCloseable {
    static final String CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";

    private static final Path SCRIPT = Path.of("..", "test", "sandbox", "envoy-gateway");
    /** An EndpointSlice may hold no address of loopback, and Envoy takes all names below localhost for it. */
    private static final String LOOPBACK = "servers.localhost";

    /** The page of its metrics. */
    static final URI COUNTERS = URI.create("http://127.0.0.1:19004/stats/prometheus");

    private static final int NOBODY_LISTENS = 1;

    private final KubernetesClient client;
    private final Path log;
    private final int port;
    private final NamedServers servers = new NamedServers();
    private final Process process;

    /**
     * Starts it. There has to be a Gateway of {@link #CONTROLLER} with a listener at its {@link #port}.
     *
     * @param folder for its files and log
     */
    EnvoyGateway(KubernetesClient client, Path folder) throws IOException {
        this.client = client;
        log = folder.resolve("log");
        port = FreePort.find();
        process = new ProcessBuilder(
                        SCRIPT.toString(),
                        folder.toString(),
                        Kubeconfig.of(client, folder).toString(),
                        "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Whether it was asked for, as that takes minutes: {@code test/sandbox/binaries envoy-gateway envoy}. */
    static boolean isBuilt() {
        return Programs.isBuilt("envoy-gateway") && Programs.isBuilt("envoy");
    }

    int port() {
        return port;
    }

    /** Where it says more. */
    String log() {
        return log.toString();
    }

    Connection connect() throws IOException {
        return Connection.to(port);
    }

    /** Adds a Service behind which a server answers with the Service's name. */
    void service(String namespace, String name) {
        GatewayShop.service(client, namespace, name, "FQDN", LOOPBACK, servers.port(name));
    }

    /** Adds a Service that refuses all connections. */
    void deadService(String namespace, String name) {
        GatewayShop.service(client, namespace, name, "FQDN", LOOPBACK, NOBODY_LISTENS);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        servers.close();
    }
}
