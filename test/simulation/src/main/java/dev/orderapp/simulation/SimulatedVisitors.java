package dev.orderapp.simulation;

import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.Visitors;
import dev.orderapp.simulation.SimulatedPods.Answer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Visitors who open the page, sign in, look around and order, as the shoppers of {@code order-app/load} do; but no request is sent: the
 * {@link Router} says which Pod would answer it. Half of them have a bucket from an earlier visit, spread evenly over all hundred.
 */
final class SimulatedVisitors implements Visitors {
    /** The request that orders something. */
    static final String ORDER = "POST /api/orders";

    private static final List<String> CALLS =
            List.of("GET /api/session", "POST /api/session", "GET /api/products", "GET /api/products", ORDER);
    private static final int VISITS_PER_SECOND = 50;
    private static final double LINGERING = 0.05;
    private static final int NOBODY_ANSWERS = 503;

    private final Router router;
    private final SimulatedPods pods;
    private final LoadRecords records = new LoadRecords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Random chance = new Random();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int visits;

    private SimulatedVisitors(Router router, SimulatedPods pods) {
        this.router = router;
        this.pods = pods;
    }

    /** They come from now on. */
    static SimulatedVisitors start(Router router, SimulatedPods pods) {
        SimulatedVisitors visitors = new SimulatedVisitors(router, pods);
        visitors.clock.scheduleAtFixedRate(visitors::come, 0, 1_000 / VISITS_PER_SECOND, TimeUnit.MILLISECONDS);
        return visitors;
    }

    private void come() {
        visits++;
        // 61 has no divisor in common with 100.
        OptionalInt bucket = visits % 2 == 0 ? OptionalInt.of(visits / 2 * 61 % 100) : OptionalInt.empty();
        goOn(new Visit(System.currentTimeMillis(), bucket, chance.nextDouble() < LINGERING));
    }

    private void goOn(Visit visit) {
        if (visit.requests() == 0) {
            open(visit);
        } else {
            call(visit, CALLS.get(visit.requests() - 1));
        }
        if (visit.requests() > CALLS.size() || visit.pageRevision().isEmpty()) {
            records.visits().add(visit.ended(System.currentTimeMillis()));
        } else {
            clock.schedule(() -> goOn(visit), pauseBefore(visit), TimeUnit.MILLISECONDS);
        }
    }

    private long pauseBefore(Visit visit) {
        boolean lingers = visit.isLingering() && visit.requests() == CALLS.size();
        return lingers ? 5_000 + chance.nextInt(5_000) : 100 + chance.nextInt(300);
    }

    private void open(Visit visit) {
        Answer answer = router.route(new Router.Request("/", cookies(visit), Map.of()))
                .map(pods::page)
                .orElse(new Answer(NOBODY_ANSWERS, ""));
        visit.opened(answer.revision());
        record("page", "GET /", visit, answer);
    }

    private void call(Visit visit, String call) {
        String path = call.substring(call.indexOf(' ') + 1);
        Map<String, String> headers = Map.of("X-Order-App-Revision", visit.pageRevision());
        Optional<Pod> pod = router.route(new Router.Request(path, cookies(visit), headers));
        Answer answer = pod.map(p -> pods.api(p, call)).orElse(new Answer(NOBODY_ANSWERS, ""));
        visit.called(answer.revision());
        record("api", call, visit, answer);
    }

    /** A visitor who is new has none before the page sets them. */
    private static Map<String, String> cookies(Visit visit) {
        Map<String, String> cookies = new LinkedHashMap<>();
        visit.bucket().ifPresent(bucket -> cookies.put("order_app_bucket", "%02d".formatted(bucket)));
        if (visit.bucket().isPresent() || visit.requests() > 0) {
            cookies.put("order_app_pin", "never");
        }
        return cookies;
    }

    private void record(String kind, String name, Visit visit, Answer answer) {
        records.requests()
                .add(new Request(
                        System.currentTimeMillis(),
                        1,
                        kind,
                        name,
                        answer.status(),
                        answer.ok() ? "ok" : "failed",
                        answer.revision(),
                        visit.pageRevision(),
                        answer.revision().isEmpty() ? "no route led to a ready Pod" : null));
    }

    @Override
    public boolean isRunning() {
        return !clock.isShutdown();
    }

    @Override
    public LoadRecords stop() throws InterruptedException {
        close();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the simulated visitors did not stop within 10 s");
        }
        return records;
    }

    /** Visits that are under way end without a record, as one that a signal cuts off. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
