package dev.orderapp.e2e.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that somebody typed, with what it prints (both streams as one), and when it first did. */
final class Command implements AutoCloseable {
    private final List<String> words;
    private final Process process;
    private final Instant from = Instant.now();
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;
    private Instant firstOutput;

    private Command(List<String> words, Process process) {
        this.words = words;
        this.process = process;
        this.reader = new Thread(this::read, "output of " + words.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it in the checkout.
     *
     * @param kubeconfig who acts; the administrator when empty
     */
    static Command start(Optional<Path> kubeconfig, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(SharedShop.ROOT.toFile()).redirectErrorStream(true);
        kubeconfig.ifPresent(file -> builder.environment().put("KUBECONFIG", file.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Command(List.of(words), process);
    }

    /** Runs it as the administrator to its end, which must be a good one. */
    static void succeeds(String... words) throws IOException, InterruptedException {
        try (Command command = start(Optional.empty(), words)) {
            assertEquals(0, command.exitCode(), () -> command + " said " + command.output());
        }
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (var stream = process.getInputStream()) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            add("(its output was cut off: " + e.getMessage() + ")");
        }
    }

    private synchronized void add(String text) {
        firstOutput = firstOutput == null ? Instant.now() : firstOutput;
        output.append(text);
        notifyAll();
    }

    /** Waits for its end, and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(SharedShop.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException(this + " did not end; it said " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** What it has said so far. */
    synchronized String output() {
        return output.toString();
    }

    /** From its start to the first thing it said. */
    synchronized Duration untilFirstOutput() {
        return Duration.between(from, Optional.ofNullable(firstOutput).orElseThrow());
    }

    /** Waits until what it has said so far is as wanted. */
    synchronized String awaitOutput(Predicate<String> wanted, String what) throws InterruptedException {
        Instant deadline = Instant.now().plus(SharedShop.PATIENCE);
        while (!wanted.test(output.toString())) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            if (left <= 0 || !reader.isAlive()) {
                throw new IllegalStateException(this + " did not say " + what + "; it said " + output);
            }
            wait(Math.min(left, 1000));
        }
        return output.toString();
    }

    @Override
    public String toString() {
        return "`" + String.join(" ", words) + "`";
    }

    /** Ends it, as Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
    }
}
