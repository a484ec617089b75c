package dev.orderapp.e2e.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** People who visit a shop and write down what they see: a process of its own that ends by itself if nobody ends it. */
public final class Visitors implements AutoCloseable {
    private final Process process;
    private final Path records;

    private Visitors(Process process, Path records) {
        this.process = process;
        this.records = records;
    }

    /**
     * Sends the shoppers of {@code order-app/load}, who send what a browser sends, and run no script.
     *
     * @param root the checkout
     * @param records file to write what they see to; their log lies beside it
     * @param settings BASE_URL, PASSWORD, RATE, DURATION and others that {@code order-app/load/README.md} names
     */
    public static Visitors shoppers(Path root, Path records, Map<String, String> settings) throws IOException {
        return send(
                new ProcessBuilder(root.resolve("order-app/load/run").toString(), records.toString()),
                records,
                settings);
    }

    /**
     * Sends signed-in users with a real browser each, which runs the page's scripts.
     *
     * @param root the checkout
     * @param records file to write what they see to; their log lies beside it
     * @param settings BASE_URL, PASSWORD, HOST and others that {@code test/e2e/browsers.mjs} names
     */
    public static Visitors browsers(Path root, Path records, Map<String, String> settings) throws IOException {
        return send(
                new ProcessBuilder("node", root.resolve("test/e2e/browsers.mjs").toString(), records.toString()),
                records,
                settings);
    }

    private static Visitors send(ProcessBuilder builder, Path records, Map<String, String> settings)
            throws IOException {
        // They add to what is there.
        Files.deleteIfExists(records);
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log(records).toFile());
        Process process = builder.start();
        // Who is interrupted takes the visitors along.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Visitors(process, records);
    }

    /** Whether they are still about. */
    public boolean visiting() {
        return process.isAlive();
    }

    /**
     * Asks them to leave, and waits until their records are whole.
     *
     * @throws IllegalStateException if they stay, with what they said last
     */
    public Records leave() throws InterruptedException {
        close();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "the visitors did not leave within 90 s of being asked to; they said last: " + lastWords());
        }
        return Records.read(records);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String lastWords() {
        try {
            List<String> said = Files.readAllLines(log(records));
            return String.join("; ", said.subList(Math.max(0, said.size() - 5), said.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path records) {
        return Path.of(records + ".log");
    }
}
