package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** People who look at a canary before any visitor does. */
final class Testers {
    private static final HttpCookie COOKIE = new HttpCookie("shop_preview", "testers-2026");
    private static final int LOOKS = 50;

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
            for (int look = 0; look < LOOKS; look++) {
                for (String path : List.of("/", "/api/products")) {
                    require(run.revision(), revision(run, path, Optional.of(COOKIE)), "what a tester gets of " + path);
                    require(run.stable(), revision(run, path, Optional.empty()), "what a visitor gets of " + path);
                }
            }
        };
    }

    private static void require(String wanted, String got, String what) throws IOException {
        if (!got.equals(wanted)) {
            throw new IOException(what + " is of revision '" + got + "', not " + wanted);
        }
    }

    /** Which revision answers; empty if nothing of the shop does. */
    private static String revision(ScenarioRun run, String path, Optional<HttpCookie> cookie)
            throws IOException, InterruptedException {
        List<String> curl = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--output",
                "/dev/null",
                "--write-out",
                "%header{x-order-app-revision}",
                "--header",
                "Host: " + run.installation().host(),
                Installation.baseUrl() + path));
        cookie.ifPresent(c -> curl.addAll(List.of("--cookie", c.getName() + "=" + c.getValue())));
        Process process = new ProcessBuilder(curl).start();
        String revision = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return revision;
    }
}
