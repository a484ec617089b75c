package dev.orderapp.kubectl.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.PodLogReader;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the page and what it asks for: to one person on the loopback address, or read-only to whoever a sign-in lets in. */
public final class DashboardServer implements AutoCloseable {
    /** A browser opens six connections to a host; two windows may be open. More would only be others. */
    private static final int THREADS = 16;

    /** A window holds one or two connections for as long as it is open: a team's. */
    private static final int SHARED_THREADS = 64;

    private static final int LONGEST_BODY = 2_000;
    private static final String DNS_NAME = "([a-z0-9][a-z0-9.-]{0,252})";
    private static final Pattern ONE = Pattern.compile("/api/releases/" + DNS_NAME + "/" + DNS_NAME);
    private static final Pattern ATTEMPT =
            Pattern.compile("/api/releases/" + DNS_NAME + "/" + DNS_NAME + "/attempts/([0-9]{1,9})");
    private static final Pattern LOG = Pattern.compile(
            "/api/releases/" + DNS_NAME + "/" + DNS_NAME + "/pods/" + DNS_NAME + "/" + DNS_NAME + "/(now|before)");
    private static final Pattern ACTION = Pattern.compile(
            "/api/releases/" + DNS_NAME + "/" + DNS_NAME + "/(promote|abort|retry|undo|pause|resume|restart)");
    private static final Map<String, String> FILES = Map.of(
            "/",
            "text/html",
            "/dashboard.css",
            "text/css",
            "/dashboard.js",
            "text/javascript",
            "/logo.svg",
            "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestGuard guard;
    private final DashboardApi dashboard;

    /**
     * Starts to serve one person, on the loopback address only.
     *
     * @param namespaces whose releases are shown; those of all namespaces when empty
     * @param port 0 for any free one
     * @throws CommandException if the port is taken
     */
    public static DashboardServer own(KubeApi api, List<String> namespaces, int port) {
        HttpServer server = bound("127.0.0.1", port);
        RequestGuard guard = RequestGuard.of(server.getAddress().getPort());
        return new DashboardServer(server, guard, new DashboardApi(api, namespaces, false), THREADS);
    }

    /**
     * Starts to serve everybody who gets to it, on all addresses and without a token, and only to read.
     *
     * @param namespaces whose releases are shown; those of all namespaces when empty
     * @param port 0 for any free one
     * @param hosts names under which it is reached: other requests are refused
     * @throws CommandException if the port is taken
     */
    public static DashboardServer shared(KubeApi api, List<String> namespaces, int port, List<String> hosts) {
        return new DashboardServer(
                bound("0.0.0.0", port),
                RequestGuard.shared(hosts),
                new DashboardApi(api, namespaces, true),
                SHARED_THREADS);
    }

    private DashboardServer(HttpServer server, RequestGuard guard, DashboardApi dashboard, int most) {
        this.server = server;
        this.guard = guard;
        this.dashboard = dashboard;
        this.threads = Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, "dashboard");
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer bound(String address, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
        } catch (IOException e) {
            throw CommandException.usage("port " + port + " of " + address + " can't be had (" + e.getMessage()
                    + "): choose another with --port, or leave it out");
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where the page is, with the token that lets it in. It is in the fragment, which no browser sends to a server. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/#" + guard.token();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            String path = exchange.getRequestURI().getPath();
            Optional<String> refusal = guard.refusal(caller(exchange.getRequestHeaders()), !FILES.containsKey(path));
            if (refusal.isPresent()) {
                send(exchange, 403, "text/plain", refusal.get());
            } else {
                route(exchange, path);
            }
        }
    }

    private static RequestGuard.Caller caller(Headers headers) {
        return new RequestGuard.Caller(
                Optional.ofNullable(headers.getFirst("Host")),
                Optional.ofNullable(headers.getFirst("Origin")),
                Optional.ofNullable(headers.getFirst("Authorization")));
    }

    private static void secure(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void route(HttpExchange exchange, String path) throws IOException {
        boolean reads = exchange.getRequestMethod().equals("GET");
        Matcher one = ONE.matcher(path);
        Matcher attempt = ATTEMPT.matcher(path);
        Matcher log = LOG.matcher(path);
        Matcher action = ACTION.matcher(path);
        if (reads && FILES.containsKey(path)) {
            file(exchange, path);
        } else if (reads && path.equals("/api/releases")) {
            new EventStream(exchange).send(dashboard::all);
        } else if (reads && one.matches()) {
            new EventStream(exchange).send(() -> dashboard.one(one.group(1), one.group(2)));
        } else if (reads && attempt.matches()) {
            int number = Integer.parseInt(attempt.group(3));
            json(exchange, dashboard.attempt(attempt.group(1), attempt.group(2), number));
        } else if (reads && log.matches()) {
            PodLogReader.Choice choice = new PodLogReader.Choice(
                    log.group(1),
                    log.group(2),
                    log.group(3),
                    log.group(4),
                    log.group(5).equals("before"));
            new EventStream(exchange).send(() -> dashboard.log(choice));
        } else if (action.matches() && dashboard.isReadOnly()) {
            send(
                    exchange,
                    405,
                    "text/plain",
                    "this dashboard only shows: act with kubectl orderapp, and your own rights");
        } else if (exchange.getRequestMethod().equals("POST") && action.matches()) {
            String value = body(exchange);
            act(exchange, () -> dashboard.act(action.group(1), action.group(2), action.group(3), value));
        } else {
            send(exchange, 404, "text/plain", "there is nothing here");
        }
    }

    private static void act(HttpExchange exchange, Supplier<String> action) throws IOException {
        try {
            send(exchange, 200, "text/plain", action.get());
        } catch (CommandException e) {
            send(exchange, e.exitCode() == ExitCode.USAGE ? 409 : 502, "text/plain", e.getMessage());
        }
    }

    private static void json(HttpExchange exchange, Object answer) throws IOException {
        send(exchange, 200, "application/json", Serialization.asJson(answer));
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        // A build without the page fails, so each of its files is there.
        try (InputStream file = DashboardServer.class.getResourceAsStream("page/" + name)) {
            send(exchange, 200, FILES.get(path), new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
