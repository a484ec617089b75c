package dev.orderapp.shop.testing;

import static org.awaitility.Awaitility.await;

import dev.orderapp.shop.ShopApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Another process of the shop, which can be killed. */
public final class ShopProcess {

    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private ShopProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and waits until it serves.
     *
     * @param databaseUrl of a database of {@link TestDatabase}
     * @param settings more of them, each as {@code --name=value}
     */
    public static ShopProcess start(String databaseUrl, String... settings) throws IOException {
        int port = FreePort.choose();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopApplication.class.getName(),
                "--server.port=" + port,
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=root",
                "--shop.session-key=" + ShopTest.SESSION_KEY));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-shop.log").toFile())
                .start();
        ShopProcess shop = new ShopProcess(process, port);
        try {
            TestClient stranger = new TestClient(port);
            await().atMost(START)
                    .ignoreExceptions()
                    .until(() -> stranger.get("/actuator/health/readiness").status() == 200);
        } catch (ConditionTimeoutException e) {
            // Or it would serve the other tests' database later.
            shop.kill();
            throw e;
        }
        return shop;
    }

    /** Where it serves. */
    public int port() {
        return port;
    }

    /** Ends it at once, and returns once it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }
}
