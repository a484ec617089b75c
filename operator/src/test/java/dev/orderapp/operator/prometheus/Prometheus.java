package dev.orderapp.operator.prometheus;

import static org.awaitility.Awaitility.await;

import dev.orderapp.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Prometheus that scrapes one page on loopback several times a second: Debian's package, which {@code test/sandbox/packages} installs.
 */
public final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private Process process;

    /**
     * Starts it.
     *
     * @param folder for its configuration, data and log
     * @param pagePort where {@code /metrics} is answered
     */
    public Prometheus(Path folder, int pagePort) throws IOException {
        this.folder = folder;
        port = FreePort.find();
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs:
                  - job_name: page
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(pagePort));
        start();
    }

    /** Where it answers, up to before {@code /api/v1}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** After {@link #close}: the same address and data once more. It answers queries when this returns. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "needs the program prometheus: test/sandbox/packages prometheus=prometheus", e);
        }
        await("Prometheus' readiness").atMost(PATIENCE).until(this::isReady);
    }

    /** It listens before it has read its data, and until then answers 503 in plain text. */
    private boolean isReady() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(url().resolve("/-/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
