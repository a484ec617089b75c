package dev.orderapp.e2e.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Visitors of a shop, which record what they see: a process of its own that ends by itself unless it is stopped before. */
public final class LoadGenerator implements AutoCloseable {
    private final Process process;
    private final Path records;

    private LoadGenerator(Process process, Path records) {
        this.process = process;
        this.records = records;
    }

    /**
     * Starts the shoppers of {@code order-app/load}, which send what a browser sends, and run no script.
     *
     * @param root the checkout
     * @param records file for the records; the log lies beside it
     * @param settings BASE_URL, PASSWORD, RATE, DURATION and others that {@code order-app/load/README.md} names
     */
    public static LoadGenerator shoppers(Path root, Path records, Map<String, String> settings) throws IOException {
        return start(
                new ProcessBuilder(root.resolve("order-app/load/run").toString(), records.toString()),
                records,
                settings);
    }

    /**
     * Starts signed-in users with a real browser each, which runs the page's scripts.
     *
     * @param root the checkout
     * @param records file for the records; the log lies beside it
     * @param settings BASE_URL, PASSWORD, HOST and others that {@code test/e2e/browsers.mjs} names
     */
    public static LoadGenerator browsers(Path root, Path records, Map<String, String> settings) throws IOException {
        return start(
                new ProcessBuilder("node", root.resolve("test/e2e/browsers.mjs").toString(), records.toString()),
                records,
                settings);
    }

    private static LoadGenerator start(ProcessBuilder builder, Path records, Map<String, String> settings)
            throws IOException {
        // A load adds to what is there.
        Files.deleteIfExists(records);
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log(records).toFile());
        Process process = builder.start();
        // An interrupted test run stops its load, too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new LoadGenerator(process, records);
    }

    /** Whether it still runs. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /**
     * Asks it to stop, and waits until its records are complete.
     *
     * @throws IllegalStateException if it goes on, with its last output
     */
    public LoadRecords stop() throws InterruptedException {
        close();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the load did not stop within 90 s; its last output: " + lastOutput());
        }
        return LoadRecords.read(records);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String lastOutput() {
        try {
            List<String> lines = Files.readAllLines(log(records));
            return String.join("; ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path records) {
        return Path.of(records + ".log");
    }
}
