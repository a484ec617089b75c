package dev.orderapp.kubectl.startup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.orderapp.kubectl.command.PluginCommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Runs the commands that people wait for once each, against a fake API server, so that the JVM can write their classes into
 * its archive at the end. Used when the plugin is installed, and never after.
 */
public final class PluginTrainingRun {
    private static final String PASSWORD = "training-run";
    private static final String RELEASE = """
            {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease",
             "metadata": {"name": "shop", "namespace": "default", "generation": 1},
             "spec": {"backend": {"image": "docker.io/acme/order-backend:1.0.0", "replicas": 1}, "paused": false,
                      "canary": {"steps": [{"weight": 30, "hold": "5m"}, {"weight": 100, "hold": "2m"}]}},
             "status": {"observedGeneration": 1, "phase": "Progressing", "target": "b", "step": 0, "weight": 30,
                        "stable": {"revision": "a", "attempt": 1}, "canary": {"revision": "b", "attempt": 1},
                        "analysis": [{"name": "server-errors", "verdict": "PASS", "reason": "NotWorse",
                                      "canary": {"total": 9, "bad": 1}, "stable": {"total": 9, "bad": 1},
                                      "ratio": {"logs": [0.0], "steps": 1, "peak": 1.0, "threshold": 5.0}}],
                        "history": [{"revision": "a", "attempt": 1, "outcome": "Promoted"}],
                        "conditions": [{"type": "Progressing", "status": "True", "message": "moves"}]}}
            """;
    private static final String LABELS = "\"labels\": {\"orderapp.dev/revision\": \"a\"}";
    private static final Map<String, String> LISTS = Map.of(
            "deployments",
            list("apps/v1", "Deployment", "\"spec\": {\"replicas\": 1, \"selector\": {\"matchLabels\": {}}}"),
            "pods",
            list("v1", "Pod", "\"status\": {\"phase\": \"Running\"}"),
            "services",
            list("v1", "Service", "\"spec\": {\"selector\": {\"orderapp.dev/revision\": \"a\"}}"),
            "ingresses",
            list("networking.k8s.io/v1", "Ingress", "\"spec\": {\"rules\": [{\"host\": \"shop.example.com\"}]}"),
            "events",
            list("v1", "Event", "\"reason\": \"Stable\""),
            "orderappreleases",
            "{\"apiVersion\": \"orderapp.dev/v1\", \"kind\": \"OrderAppReleaseList\", \"items\": [" + RELEASE + "]}");

    private PluginTrainingRun() {}

    private static String list(String version, String kind, String fields) {
        return "{\"apiVersion\": \"" + version + "\", \"kind\": \"" + kind
                + "List\", \"items\": [{\"metadata\": {\"name\": \"a\", " + LABELS + "}, " + fields + "}]}";
    }

    /**
     * Runs them. As real API servers do, the fake server speaks TLS, whose classes are a quarter of all.
     *
     * @param arguments a PKCS12 file with a key for the fake server, of password {@value #PASSWORD}: it serves for these seconds and guards nothing
     * @throws IOException if no port or no temporary file is to be had
     * @throws GeneralSecurityException if the key can't be read
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(Path.of(arguments[0]))));
        server.createContext("/", PluginTrainingRun::answer);
        server.start();
        Path kubeconfig = Files.createTempFile("training-run", ".yaml");
        try {
            Files.writeString(
                    kubeconfig,
                    kubeconfig("https://127.0.0.1:" + server.getAddress().getPort()));
            for (List<String> command : List.of(
                    List.of("list", "-A"),
                    List.of("get", "shop"),
                    List.of("get", "shop", "-o", "json"),
                    List.of("get", "shop", "-o", "yaml"),
                    List.of("explain", "shop"),
                    List.of("history", "shop"),
                    List.of("pause", "shop"),
                    // Nothing acts on it here, so it is not waited for.
                    List.of("abort", "shop", "--no-wait"))) {
                train(command, kubeconfig);
            }
        } finally {
            server.stop(0);
            Files.delete(kubeconfig);
        }
        // The HTTP client's threads outlive it by minutes.
        System.exit(0);
    }

    private static SSLContext identity(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream key = Files.newInputStream(file)) {
            keys.load(key, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void train(List<String> command, Path kubeconfig) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        int code = PluginCommandLine.run(new PrintWriter(Writer.nullWriter()), arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + " in the training run");
        }
    }

    private static String kubeconfig(String server) {
        return """
                apiVersion: v1
                kind: Config
                current-context: training-run
                clusters:
                - name: training-run
                  cluster:
                    server: "%s"
                    insecure-skip-tls-verify: true
                users:
                - name: training-run
                  user:
                    token: none
                contexts:
                - name: training-run
                  context:
                    cluster: training-run
                    user: training-run
                """.formatted(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = LISTS.getOrDefault(path.substring(path.lastIndexOf('/') + 1), RELEASE);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
