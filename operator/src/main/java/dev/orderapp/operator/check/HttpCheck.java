package dev.orderapp.operator.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a version once and judges its answer. While nothing answers it asks again, as the network of a Pod that has just begun may not
 * reach all others yet.
 */
public final class HttpCheck {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Of a body, this much is searched. */
    private static final int BODY_BYTES = 1 << 20;

    /** Of a body that is shown, so many characters. */
    private static final int SHOWN = 500;

    private final URI url;
    private final int status;
    private final String contains;
    private final PrintStream log;

    HttpCheck(URI url, int status, String contains, PrintStream log) {
        this.url = url;
        this.status = status;
        this.contains = contains;
        this.log = log;
    }

    /**
     * Exits with 0 if the answer is as expected, else with 1, and a sentence in its log.
     *
     * @param args the URL, the status that is expected, a text that the body must have (may be empty), and how many seconds it may take
     */
    public static void main(String[] args) throws InterruptedException {
        HttpCheck check = new HttpCheck(URI.create(args[0]), Integer.parseInt(args[1]), args[2], System.out);
        System.exit(check.passes(Duration.ofSeconds(Long.parseLong(args[3]))) ? 0 : 1);
    }

    boolean passes(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            try {
                HttpResponse<InputStream> answer = client.send(
                        HttpRequest.newBuilder(url).timeout(left).build(), HttpResponse.BodyHandlers.ofInputStream());
                return judge(answer);
            } catch (IOException e) {
                if (left.compareTo(AGAIN) <= 0) {
                    log.println("GET " + url + ": no answer within " + patience.toSeconds() + " s: "
                            + Optional.ofNullable(e.getMessage())
                                    .orElse(e.getClass().getSimpleName()));
                    return false;
                }
                Thread.sleep(AGAIN.toMillis());
            }
        }
    }

    private boolean judge(HttpResponse<InputStream> answer) throws IOException {
        String body;
        try (InputStream stream = answer.body()) {
            body = new String(stream.readNBytes(BODY_BYTES), StandardCharsets.UTF_8);
        }
        boolean passes = answer.statusCode() == status && body.contains(contains);
        String what = "GET " + url + ": " + answer.statusCode();
        if (passes) {
            log.println(what + ", as expected");
        } else if (answer.statusCode() != status) {
            log.println(what + ", expected " + status + "; the answer begins with: " + beginning(body));
        } else {
            log.println(what + ", but without \"" + contains + "\"; the answer begins with: " + beginning(body));
        }
        return passes;
    }

    private static String beginning(String body) {
        return body.substring(0, Math.min(SHOWN, body.length())).replaceAll("\\s+", " ");
    }
}
