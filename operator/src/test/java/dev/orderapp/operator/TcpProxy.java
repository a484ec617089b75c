package dev.orderapp.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy to a server on this machine that can be cut: then connections break off, and new ones are closed at once. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean cut;

    private TcpProxy(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /** Leads to a port of this machine. */
    static TcpProxy to(int server) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        proxy.threads.submit(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends with the exception of a listener that is closed. */
    private Void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            if (cut) {
                client.close();
            } else {
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                ends.add(client);
                ends.add(far);
                threads.submit(() -> copy(client, far));
                threads.submit(() -> copy(far, client));
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cutOrClosed) {
            Thread.onSpinWait();
        }
    }

    void cut() {
        cut = true;
        ends.forEach(TcpProxy::end);
        ends.clear();
    }

    void restore() {
        cut = false;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        threads.shutdownNow();
    }
}
