package dev.orderapp.e2e.analysis;

import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A stranger without an account who sends requests to the version of their choice, at {@value #RATE} a second in all: each from a new
 * connection, in the name of a new visitor, in any bucket.
 */
final class Attacker implements AutoCloseable {
    private static final int RATE = 100;
    private static final int CONNECTIONS = 128;
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final String host;
    private final InetSocketAddress entrance;
    private final Random random = new Random(1);
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();
    private final ScheduledExecutorService connections = Executors.newScheduledThreadPool(CONNECTIONS);
    private int sent;

    private Attacker(String host) {
        this.host = host;
        URI base = URI.create(Installation.baseUrl());
        this.entrance = new InetSocketAddress(base.getHost(), base.getPort() < 0 ? 80 : base.getPort());
    }

    /**
     * What is sent again and again.
     *
     * @param line of the request: method and target, whatever they are worth
     * @param more header lines and what follows them; each line ends with {@code \r\n}
     * @param revision of the version that gets it; null while there is none, and then nothing is sent
     */
    record Shot(String line, String more, Supplier<String> revision) {
        static Shot get(String target, Supplier<String> revision) {
            return new Shot("GET " + target, "\r\n", revision);
        }
    }

    /** Begins to send these in turn to that host. */
    static Attacker start(String host, List<Shot> shots) {
        Attacker attacker = new Attacker(host);
        attacker.connections.scheduleAtFixedRate(
                () -> attacker.connections.execute(() -> attacker.send(shots.get(attacker.next() % shots.size()))),
                0,
                TimeUnit.SECONDS.toNanos(1) / RATE,
                TimeUnit.NANOSECONDS);
        return attacker;
    }

    private synchronized int next() {
        return sent++;
    }

    private void send(Shot shot) {
        String revision = shot.revision().get();
        if (revision == null) {
            return;
        }
        byte[] visitor = new byte[16];
        random.nextBytes(visitor);
        String request = shot.line() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nX-Order-App-Revision: "
                + revision + "\r\nCookie: order_app_bucket=" + String.format("%02d", random.nextInt(100))
                + "; order_app_visitor=" + HexFormat.of().formatHex(visitor) + "\r\n" + shot.more();
        try (Socket socket = new Socket()) {
            socket.connect(entrance, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            note(
                    shot,
                    Integer.parseInt(new String(start, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length())));
        } catch (IOException | RuntimeException e) {
            // An attacker may be hung up on, without a word.
            note(shot, 0);
        }
    }

    private synchronized void note(Shot shot, int status) {
        answers.computeIfAbsent(shot.line(), first -> new TreeMap<>()).merge(status, 1, Integer::sum);
    }

    /** How often each was answered with which status, by the request's line; 0 without an answer. */
    synchronized Map<String, Map<Integer, Integer>> answers() {
        Map<String, Map<Integer, Integer>> copy = new TreeMap<>();
        answers.forEach((line, statuses) -> copy.put(line, new TreeMap<>(statuses)));
        return copy;
    }

    @Override
    public void close() {
        connections.shutdownNow();
    }
}
