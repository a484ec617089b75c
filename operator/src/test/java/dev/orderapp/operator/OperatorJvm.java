package dev.orderapp.operator;

import dev.orderapp.testing.FreePort;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An operator in a JVM of its own, for one namespace, told by its environment as in its container. */
final class OperatorJvm {
    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private OperatorJvm(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts one that may lead. */
    static OperatorJvm start(Config cluster, String namespace, String name) throws IOException {
        return start(cluster, namespace, name, Map.of());
    }

    /** Starts one with more in its environment. */
    static OperatorJvm start(Config cluster, String namespace, String name, Map<String, String> more)
            throws IOException {
        Path log = Files.createTempFile("operator-" + name, ".log");
        log.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        int port = FreePort.find();
        Map<String, String> environment = builder.environment();
        environment.put("ORDERAPP_HEALTH_PORT", Integer.toString(port));
        environment.put("ORDERAPP_NAMESPACES", namespace);
        environment.put("POD_NAME", name);
        environment.put("POD_NAMESPACE", namespace);
        environment.put("KUBERNETES_MASTER", cluster.getMasterUrl());
        given(environment, "KUBERNETES_CERTS_CA_DATA", cluster.getCaCertData());
        given(environment, "KUBERNETES_CERTS_CA_FILE", cluster.getCaCertFile());
        given(environment, "KUBERNETES_CERTS_CLIENT_DATA", cluster.getClientCertData());
        given(environment, "KUBERNETES_CERTS_CLIENT_FILE", cluster.getClientCertFile());
        given(environment, "KUBERNETES_CERTS_CLIENT_KEY_DATA", cluster.getClientKeyData());
        given(environment, "KUBERNETES_CERTS_CLIENT_KEY_FILE", cluster.getClientKeyFile());
        environment.putAll(more);
        return new OperatorJvm(builder.start(), log, port);
    }

    private static void given(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    /** Whether it says that it is ready; one that ended never will be. */
    boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the operator ended with code " + process.exitValue());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether it has said so on its standard output. */
    boolean says(String words) throws IOException {
        return Files.readString(log).contains(words);
    }

    /** As the kubelet asks it to end; returns when it has. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** As a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
