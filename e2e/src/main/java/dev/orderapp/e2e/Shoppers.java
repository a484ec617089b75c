package dev.orderapp.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The shoppers of {@code order-app/load}, as a process of their own that ends by itself if nobody ends it. */
final class Shoppers implements AutoCloseable {
    private final Process process;
    private final Path records;

    private Shoppers(Process process, Path records) {
        this.process = process;
        this.records = records;
    }

    /**
     * Sends them.
     *
     * @param root the checkout
     * @param records file to write what they see to
     * @param settings BASE_URL, PASSWORD, RATE, DURATION
     */
    static Shoppers send(Path root, Path records, Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("order-app/load/run").toString(), records.toString());
        builder.environment().putAll(settings);
        Path log = records.resolveSibling("k6.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        // An interrupted demo takes its shoppers along.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Shoppers(process, records);
    }

    boolean shopping() {
        return process.isAlive();
    }

    /** Asks them to leave, and waits until their records are whole. */
    Records leave() throws InterruptedException {
        close();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the shoppers did not leave within 90 s of being asked to");
        }
        return Records.read(records);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
