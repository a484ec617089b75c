package dev.orderapp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator as a process of its own, started as in its image, and what the kernel and its metrics page say of it. */
final class OperatorProcess {
    private static final int PORT = 18080;
    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern MEMORY = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration STARTED = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    /**
     * Not started yet.
     *
     * @param command starts the JVM
     * @param environment more variables for it
     * @param log gets what it prints
     */
    OperatorProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
    }

    /** Starts it and waits until it says that it is ready; how long that took. */
    StartupTime start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("ORDERAPP_HEALTH_PORT", Integer.toString(PORT));
        long started = System.nanoTime();
        process = builder.start();
        Polling.until(STARTED, "the operator's readiness", this::ready);
        Duration after = Duration.ofNanos(System.nanoTime() - started);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new StartupTime(after, processorSeconds(), load);
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the operator ended with code " + process.exitValue() + "; see " + log);
        }
        try {
            return http.send(get("/readyz"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /** Its page of metrics. */
    ReconcileTimes metrics() {
        try {
            return ReconcileTimes.of(
                    http.send(get("/metrics"), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Resident memory in MiB, all of it: heap, code, classes, stacks and the mapped class cache. */
    double memory() throws IOException {
        Matcher found = MEMORY.matcher(Files.readString(proc("status")));
        if (!found.find()) {
            throw new IllegalStateException("the kernel does not tell the operator's memory");
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }

    /** Processor seconds that it has used so far, in user and kernel mode. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        // The name in the second field may hold anything, so count from behind it: proc(5), fields 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** Ends it as a crash would: nothing is saved, no lease is given back. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
