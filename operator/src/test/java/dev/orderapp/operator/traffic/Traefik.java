package dev.orderapp.operator.traffic;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real Traefik that the sandbox runs, in the role of ingress-nginx for one IngressClass of a real API server. Its Services lead to
 * servers of this process, which answer with their name. Everything is on loopback.
 */
final class Traefik implements AutoCloseable {
    static final String CLASS = "traefik-test";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Path folder;
    private final int port;
    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder for its configuration and log
     */
    Traefik(KubernetesClient client, Path folder) throws IOException {
        this.client = client;
        this.folder = folder;
        client.resource(new IngressClassBuilder()
                        .withNewMetadata()
                        .withName(CLASS)
                        .endMetadata()
                        .withNewSpec()
                        .withController("traefik.test/" + CLASS)
                        .endSpec()
                        .build())
                .create();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = start();
    }

    private Process start() throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, kubeconfig());
        ProcessBuilder traefik = new ProcessBuilder(
                        program().toString(),
                        "--entryPoints.web.address=127.0.0.1:" + port,
                        "--providers.providersThrottleDuration=50ms",
                        "--providers.kubernetesIngressNGINX=true",
                        "--providers.kubernetesIngressNGINX.controllerClass=traefik.test/" + CLASS,
                        "--global.checkNewVersion=false",
                        "--global.sendAnonymousUsage=false",
                        "--log.level=INFO")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        traefik.environment().put("KUBECONFIG", kubeconfig.toString());
        return traefik.start();
    }

    private static Path program() {
        Path cache = Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"));
        Path program = cache.resolve("bin").resolve("traefik");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("needs " + program + ": build it with `test/sandbox/binaries traefik`");
        }
        return program;
    }

    /** With what the client itself uses: its certificate and key. */
    private String kubeconfig() {
        var config = client.getConfiguration();
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: test, user: {client-certificate: "%s", client-key: "%s"}}]
                """.formatted(
                        config.getMasterUrl().replaceAll("/$", ""),
                        config.getCaCertFile(),
                        config.getClientCertFile(),
                        config.getClientKeyFile());
    }

    /** Adds a Service behind which a server answers with the Service's name. */
    void service(String namespace, String name) {
        int target = servers.computeIfAbsent(name, Traefik::server).getAddress().getPort();
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

    private static HttpServer server(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("X-Answered-By", name);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** One connection for many requests to any host: an ordinary client lets nobody choose the host. */
    static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** The name of the Service that answered, or {@link IngressControllerModel#NONE} if no rule matched. */
        String get(String host, String path, Map<String, String> headers) throws IOException {
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            List<String> head = new ArrayList<>();
            for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
                head.add(line);
            }
            int body = header(head, "Content-Length").map(Integer::valueOf).orElse(0);
            for (int i = 0; i < body; i++) {
                answers.read();
            }
            return header(head, "X-Answered-By")
                    .orElseGet(() -> head.get(0).contains(" 404 ") ? IngressControllerModel.NONE : head.get(0));
        }

        private static Optional<String> header(List<String> head, String name) {
            return head.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        servers.values().forEach(server -> server.stop(0));
    }
}
