package dev.orderapp.operator.traffic;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One connection to a data plane on loopback, for many requests to any host: an ordinary client lets nobody choose the host. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    static Connection to(int port) throws IOException {
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * The name of the Service that answered, see {@link NamedServers}; {@link IngressControllerModel#NONE} if no rule matched; else
     * the first line of the answer.
     */
    String get(String host, String path, Map<String, String> headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        List<String> head = new ArrayList<>();
        for (String line = read(); !line.isEmpty(); line = read()) {
            head.add(line);
        }
        int body = header(head, "Content-Length").map(Integer::valueOf).orElse(0);
        for (int i = 0; i < body; i++) {
            answers.read();
        }
        return header(head, NamedServers.HEADER)
                .orElseGet(() -> head.get(0).contains(" 404 ") ? IngressControllerModel.NONE : head.get(0));
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("the data plane closed the connection");
        }
        return line;
    }

    /** Envoy writes all names in small letters. */
    private static Optional<String> header(List<String> head, String name) {
        String begin = name.toLowerCase(Locale.ROOT) + ": ";
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
