package dev.orderapp.shop.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that a test starts. */
public final class FreePort {

    private FreePort() {}

    /** Below the ports that the kernel gives to outgoing connections: one of these could have it before the server has. */
    public static int choose() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 28_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}
