package dev.orderapp.e2e.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Visitors of a shop, which record what they see: a process of its own that ends by itself unless it is stopped before. */
public final class LoadGenerator implements Visitors {
    /** Where the sandbox's visitors come from: its host has all addresses of 198.18.64.0/18. */
    private static final String SANDBOX_VISITORS =
            IntStream.range(64, 128).mapToObj(net -> "198.18." + net + ".1").collect(Collectors.joining(","));

    /** The sandbox's nodes. */
    private static final String NODES = "http://198.18.0.";

    /** Where the sandbox's shops are entered. */
    static final String SANDBOX = "http://198.18.0.2";

    private final Process process;
    private final Path records;

    private LoadGenerator(Process process, Path records) {
        this.process = process;
        this.records = records;
    }

    /**
     * Starts the shoppers of {@code order-app/load}, which send what a browser sends, and run no script. On the sandbox they come from
     * many networks, as the shop lets one network sign in only so often.
     *
     * @param root the checkout
     * @param records file for the records; the log lies beside it
     * @param settings BASE_URL, PASSWORD, RATE, DURATION and others that {@code order-app/load/README.md} names
     */
    public static LoadGenerator shoppers(Path root, Path records, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        if (settings.get("BASE_URL").startsWith(NODES)) {
            all.putIfAbsent("LOCAL_IPS", SANDBOX_VISITORS);
        }
        return start(
                new ProcessBuilder(root.resolve("order-app/load/run").toString(), records.toString()), records, all);
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

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Names the load's last output if it goes on. */
    @Override
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
