package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Which version visitors get who were never there. */
final class PageSplit {
    private static final int LOADS = 10_000;
    private static final int AT_ONCE = 8;
    /** Of a hundred. */
    private static final double TOLERANCE = 1;

    private PageSplit() {}

    /** While the step stands still, as many load the page as it takes to tell its weight within a point. */
    static Action isWithinAPointOf(int weight) {
        return run -> {
            run.shop().change(Change.paused(true));
            double share;
            try {
                share = 100.0 * pagesOf(run.revision()) / LOADS;
            } finally {
                run.shop().change(Change.paused(false));
            }
            run.say(String.format(Locale.ROOT, "  %.2f %% of %,d page loads", share, LOADS));
            if (Math.abs(share - weight) > TOLERANCE) {
                throw new IOException("the canary got " + share + " % of the page loads at weight " + weight);
            }
        };
    }

    private static long pagesOf(String revision) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest page =
                HttpRequest.newBuilder(URI.create(Installation.baseUrl() + "/")).build();
        String mark = "<meta name=\"order-app-revision\" content=\"" + revision + "\"";
        ExecutorService visitors = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Boolean>> loads = new ArrayList<>();
            for (int i = 0; i < LOADS; i++) {
                loads.add(visitors.submit(
                        () -> http.send(page, BodyHandlers.ofString()).body().contains(mark)));
            }
            long count = 0;
            for (Future<Boolean> load : loads) {
                count += load.get() ? 1 : 0;
            }
            return count;
        } catch (ExecutionException e) {
            throw new IOException("a page could not be loaded", e.getCause());
        } finally {
            visitors.shutdownNow();
        }
    }
}
