package dev.orderapp.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on loopback that can be cut, with all connections on it, and opened again at the same port. */
final class CutProxy implements AutoCloseable {
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private final int port;

    CutProxy(int target) throws IOException {
        this.target = target;
        door = listening(0);
        port = door.getLocalPort();
    }

    int port() {
        return port;
    }

    private ServerSocket listening(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        started(() -> {
            while (true) {
                Socket one = socket.accept();
                Socket other = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(one);
                sockets.add(other);
                started(() -> one.getInputStream().transferTo(other.getOutputStream()));
                started(() -> other.getInputStream().transferTo(one.getOutputStream()));
            }
        });
        return socket;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A thread that ends with its connection. */
    private static void started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException cut) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    void cut() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open() throws IOException {
        door = listening(port);
    }

    @Override
    public void close() {
        cut();
    }
}
