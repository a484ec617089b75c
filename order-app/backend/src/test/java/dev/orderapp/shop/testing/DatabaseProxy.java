package dev.orderapp.shop.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way from a shop to its database, which can be cut at a chosen statement of an order, once: before the database hears of
 * it, or after it has answered and before the shop hears that. What else the shop does meanwhile, such as making products
 * searchable, is let pass.
 */
public final class DatabaseProxy implements AutoCloseable {

    private static final String ORDER = "INSERT INTO customer_order ";

    private static final String COMMIT = "COMMIT";

    private final AtomicReference<Cut> wanted = new AtomicReference<>();
    private final CountDownLatch cut = new CountDownLatch(1);
    private final ServerSocket entrance;
    private final URI database;

    /** @param url of the database at the other end, as {@link TestDatabase#url} gives it */
    public DatabaseProxy(String url) {
        this.database = URI.create(url.substring("jdbc:".length()));
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::connectAll);
    }

    /** What a shop connects to instead. */
    public String url() {
        return "jdbc:mariadb://localhost:%d%s".formatted(entrance.getLocalPort(), database.getPath());
    }

    /** Cuts before the next such statement of an order reaches the database, once something else is done. */
    public void cutBefore(String statement, Runnable first) {
        wanted.set(new Cut(statement, false, first));
    }

    /** Cuts when the database has answered the next such statement of an order, once something else is done. */
    public void cutAfter(String statement, Runnable first) {
        wanted.set(new Cut(statement, true, first));
    }

    /** Waits until the wire was cut. */
    public void awaitCut() throws InterruptedException {
        if (!cut.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The statement never came: " + wanted.get());
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void connectAll() {
        while (!entrance.isClosed()) {
            try {
                Socket shop = entrance.accept();
                Connection connection = new Connection(shop, new Socket(database.getHost(), database.getPort()));
                inBackground(connection::ask);
                inBackground(connection::answer);
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "database-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private record Cut(String statement, boolean afterAnswer, Runnable first) {}

    /** One connection of the shop. Either end may hang up at any time, which ends it. */
    private final class Connection {

        private final Socket shop;
        private final Socket server;
        private volatile Cut awaitingAnswer;
        private boolean ordering;

        Connection(Socket shop, Socket server) {
            this.shop = shop;
            this.server = server;
        }

        void ask() {
            pump(shop, server, text -> {
                ordering |= text.contains(ORDER);
                boolean ordered = ordering;
                ordering &= !text.contains(COMMIT);
                Cut next = wanted.get();
                if (next == null || !ordered || !text.contains(next.statement()) || !wanted.compareAndSet(next, null)) {
                    return true;
                }
                if (next.afterAnswer()) {
                    awaitingAnswer = next;
                    return true;
                }
                return cut(next);
            });
        }

        void answer() {
            pump(server, shop, text -> awaitingAnswer == null || cut(awaitingAnswer));
        }

        private boolean cut(Cut now) {
            now.first().run();
            cut.countDown();
            return false;
        }

        private void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[65_536];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                    if (!gate.passes(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    to.getOutputStream().write(buffer, 0, length);
                }
            } catch (IOException e) {
                // The other end is told by closing it.
                return;
            }
        }
    }

    private interface Gate {

        boolean passes(String text);
    }
}
