package dev.orderapp.operator.traffic;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Servers of this process on loopback that stand behind Services: each answers with its name. */
final class NamedServers implements AutoCloseable {
    static final String HEADER = "X-Answered-By";

    private final Map<String, HttpServer> servers = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** At which port the server of a name listens; it is started when it is first asked for. */
    int port(String name) {
        return servers.computeIfAbsent(name, this::start).getAddress().getPort();
    }

    private HttpServer start(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set(HEADER, name);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
