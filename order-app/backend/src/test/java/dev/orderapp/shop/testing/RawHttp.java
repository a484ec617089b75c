package dev.orderapp.shop.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no HTTP client would. */
public final class RawHttp {

    private final int port;
    private String from = "127.0.0.1";

    /** @param port of the shop */
    public RawHttp(int port) {
        this.port = port;
    }

    /** From that loopback address. */
    public RawHttp from(String address) {
        from = address;
        return this;
    }

    /** Sends a request, and nothing more. */
    public Reply send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends these bytes, and nothing more; what should come after them is a half-closed connection. */
    public Reply send(byte[] request) throws IOException {
        try (Socket socket = connect()) {
            return exchange(socket, request);
        }
    }

    /** A connection over which nothing was sent yet. */
    public Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 60_000);
        return socket;
    }

    private static Reply exchange(Socket socket, byte[] request) {
        byte[] read = new byte[0];
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            read = socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Whoever refuses a request need not read all of it: the answer may be lost with the connection.
            return new Reply(new String(read, StandardCharsets.ISO_8859_1));
        }
        return new Reply(new String(read, StandardCharsets.ISO_8859_1));
    }

    /** All that came back. */
    public record Reply(String text) {

        /** Its status; 0 if there was no answer. */
        public int status() {
            String last = text.startsWith("HTTP/1.1 100 ") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
            return last.startsWith("HTTP/1.1 ") ? Integer.parseInt(last.substring(9, 12)) : 0;
        }
    }
}
