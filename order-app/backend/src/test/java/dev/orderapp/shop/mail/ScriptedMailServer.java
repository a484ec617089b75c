package dev.orderapp.shop.mail;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A mail server that takes each letter and then says what the test wants, or nothing. */
final class ScriptedMailServer implements Closeable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final Function<Integer, String> answer;

    /** @param answer to the n-th letter, which has come whole then; nothing closes the connection */
    ScriptedMailServer(Function<Integer, String> answer) throws IOException {
        this.answer = answer;
        Thread server = new Thread(this::serve, "scripted-mail-server");
        server.setDaemon(true);
        server.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All that came, heads and bodies as sent. */
    List<String> letters() {
        return letters;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8);
        out.print("220 mail.test\r\n");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("QUIT")) {
                out.print("221 bye\r\n");
                return;
            }
            if (!line.startsWith("DATA")) {
                out.print("250 ok\r\n");
                continue;
            }
            out.print("354 go on\r\n");
            StringBuilder letter = new StringBuilder();
            for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                letter.append(text).append('\n');
            }
            letters.add(letter.toString());
            String said = answer.apply(letters.size());
            if (said == null) {
                return;
            }
            out.print(said + "\r\n");
        }
    }
}
