package dev.orderapp.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that a test starts. */
public final class FreePort {
    private static final int FIRST = 12_000;
    /** Below those that the kernel gives to outgoing connections: one of these could have it before the program that it is for. */
    private static final int END = 28_000;

    private FreePort() {}

    /** A port of all addresses that nobody uses at the moment. */
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
