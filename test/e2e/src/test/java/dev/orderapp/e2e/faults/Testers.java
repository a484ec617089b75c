package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** People who look at a canary before any visitor does. */
final class Testers {
    private static final HttpCookie COOKIE = new HttpCookie("shop_preview", "testers-2026");
    private static final int LOOKS = 200;
    private static final String REVISION = "X-Order-App-Revision";

    private Testers() {}

    /** Lets them see canaries first. */
    static Change first() {
        return Change.testers(Optional.of(COOKIE));
    }

    /** Lets nobody do so. */
    static Change none() {
        return Change.testers(Optional.empty());
    }

    /** They get page and API of the canary, and a visitor without their cookie gets neither, however often one looks. */
    static Action seeItAlone() {
        return run -> {
            HttpClient http = HttpClient.newHttpClient();
            for (int look = 0; look < LOOKS; look++) {
                require(run.revision(), revisionOf(http, "/", Optional.of(COOKIE)), "a tester's page");
                require(run.revision(), revisionOf(http, "/api/products", Optional.of(COOKIE)), "a tester's API");
                require(run.stable(), revisionOf(http, "/", Optional.empty()), "a visitor's page");
                require(run.stable(), revisionOf(http, "/api/products", Optional.empty()), "a visitor's API");
            }
        };
    }

    private static void require(String wanted, String got, String whose) throws IOException {
        if (!got.equals(wanted)) {
            throw new IOException(whose + " is of revision " + got + ", not " + wanted);
        }
    }

    private static String revisionOf(HttpClient http, String path, Optional<HttpCookie> cookie)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Installation.baseUrl() + path));
        cookie.ifPresent(c -> request.header("Cookie", c.getName() + "=" + c.getValue()));
        HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
        return answer.headers()
                .firstValue(REVISION)
                .orElseThrow(() -> new IOException(path + " answers " + answer.statusCode() + " without a revision"));
    }
}
