package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.demo.Expectations.ExpectationResult;
import dev.orderapp.e2e.demo.ReleaseCase.Kind;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.LoadGenerator;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a good release and three bad ones while shoppers order, prints what happened as tables, and exits with 1 if
 * an expectation is not met. Expects version 1.0.0 to be installed and serving.
 *
 * <p>Environment: {@code BASE_URL} of the shop, {@code PASSWORD} of its sample customers, {@code NAMESPACE} and
 * {@code RELEASE} (both {@code shop} when absent), {@code RATE} of requests per second (75), {@code ROOT} of the checkout.
 */
public final class Demo {
    /** The releases of the demo, in order. */
    static final List<ReleaseCase> CASES = List.of(
            new ReleaseCase("good release", "1.1.0", Outcome.Promoted, Kind.GOOD),
            new ReleaseCase("5 % of all API answers fail", "1.2.0", Outcome.RolledBack, Kind.FAILS_SOMETIMES),
            new ReleaseCase("every API answer fails", "1.3.0", Outcome.RolledBack, Kind.FAILS_ALWAYS),
            new ReleaseCase("Pods never get ready", "1.4.0", Outcome.RolledBack, Kind.NEVER_READY));

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path root = Path.of(setting("ROOT", "."));
    private final Path folder = root.resolve("target/demo");

    /**
     * What a run showed.
     *
     * @param expectations each with what was seen
     * @param tables the report
     */
    record Result(List<ExpectationResult> expectations, String tables) {
        boolean allMet() {
            return expectations.stream().allMatch(ExpectationResult::met);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Result result = new Demo().run();
        System.out.println("\n" + result.tables());
        result.expectations().stream()
                .filter(p -> !p.met())
                .forEach(p -> System.err.println("NOT MET: " + p.what() + ": " + p.seen()));
        System.exit(result.allMet() ? 0 : 1);
    }

    Result run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path records = folder.resolve("records.jsonl");
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Shop shop = new Shop(client, setting("NAMESPACE", "shop"), setting("RELEASE", "shop"))) {
            say("waiting for the first revision to serve");
            shop.await(s -> s.phase() == Phase.Stable, Duration.ofMinutes(5), "phase Stable");
            List<Map.Entry<String, String>> before = shop.ordersInDatabase();
            try (LoadGenerator shoppers = LoadGenerator.shoppers(root, records, shopperSettings())) {
                List<CaseResult> results = new ArrayList<>();
                for (ReleaseCase releaseCase : CASES) {
                    results.add(run(shop, shoppers, releaseCase));
                }
                List<ExpectationResult> expectations = new ArrayList<>();
                expectations.add(revert(shop, results.get(0)));
                say("stopping the load; counting");
                Expectations seen = new Expectations(shoppers.stop(), IngressAborts.ofSandbox());
                results.forEach(r -> expectations.addAll(
                        seen.of(r, shop.timeline().steps(r.result().revision()))));
                expectations.addAll(seen.ofVisits());
                List<Map.Entry<String, String>> stored = new ArrayList<>(shop.ordersInDatabase());
                stored.removeAll(before);
                expectations.add(seen.ofOrders(stored));
                String tables = new DemoReport(seen, shop.timeline()).of(results, expectations);
                Files.writeString(folder.resolve("report.md"), tables + "\n");
                return new Result(expectations, tables);
            }
        }
    }

    private static CaseResult run(Shop shop, LoadGenerator shoppers, ReleaseCase releaseCase)
            throws InterruptedException {
        say("release: " + releaseCase.title() + " (" + releaseCase.tag() + ")");
        ReleaseResult result = shop.release(Change.tags(releaseCase.tag(), releaseCase.tag()), PATIENCE);
        say("  " + result.outcome().outcome() + ": " + result.outcome().message());
        if (!shoppers.isRunning()) {
            throw new IllegalStateException(
                    "the shoppers ended early; records.jsonl.log beside their records says why");
        }
        return new CaseResult(releaseCase, result);
    }

    /** The failed revision is not tried again, and going back to the image that serves rolls nothing. */
    private static ExpectationResult revert(Shop shop, CaseResult good) throws InterruptedException {
        say("back to the image that serves: must be a no-op");
        Map<String, Long> before = shop.deployments(good.result().revision());
        int entries = shop.timeline().last().orElseThrow().history().size();
        long generation = shop.change(
                Change.tags(good.releaseCase().tag(), good.releaseCase().tag()));
        var status = shop.await(
                s -> s.observedGeneration() >= generation && s.phase() == Phase.Stable,
                Duration.ofSeconds(30),
                "phase Stable after going back");
        Map<String, Long> after = shop.deployments(good.result().revision());
        boolean same = before.equals(after) && status.history().size() == entries && status.canary() == null;
        return new ExpectationResult(
                "going back to the image that serves is a no-op",
                same,
                "generations of its Deployments " + before + ", then " + after + "; canary " + status.canary());
    }

    private static Map<String, String> shopperSettings() {
        return Map.of(
                "BASE_URL", setting("BASE_URL", "http://198.18.0.2"),
                "PASSWORD", setting("PASSWORD", ""),
                "RATE", setting("RATE", "75"),
                "DURATION", setting("DURATION", "20m"));
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static void say(String line) {
        System.out.println("==> " + line);
    }
}
