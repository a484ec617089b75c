package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.demo.Expectations.ExpectationResult;
import dev.orderapp.e2e.demo.ReleaseCase.Kind;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Visitors;
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
import java.util.Optional;

/**
 * Runs a good release and three bad ones while visitors come, prints what happened as tables, and exits with 1 if
 * an expectation is not met. Expects version 1.0.0 to be installed and serving.
 *
 * <p>Environment: {@code NAMESPACE} and {@code RELEASE} of the shop (both {@code shop} when absent), {@code ROOT} of the checkout; what
 * its {@link World} reads.
 */
public final class Demo {
    /** The releases of the demo, in order. */
    static final List<ReleaseCase> CASES = List.of(
            new ReleaseCase("good release", "1.1.0", Outcome.Promoted, Kind.GOOD),
            new ReleaseCase("5 % of all API answers fail", "1.2.0", Outcome.RolledBack, Kind.FAILS_SOMETIMES),
            new ReleaseCase("every API answer fails", "1.3.0", Outcome.RolledBack, Kind.FAILS_ALWAYS),
            new ReleaseCase("Pods never get ready", "1.4.0", Outcome.RolledBack, Kind.NEVER_READY));

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final World world;
    private final Path folder;

    /**
     * In some world.
     *
     * @param name of the folder in {@code target} for records and report
     */
    public Demo(World world, String name) {
        this.world = world;
        this.folder = Path.of(Installation.setting("ROOT", "."), "target", name);
    }

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
        System.exit(new Demo(new RunningWorld(), "demo").print() ? 0 : 1);
    }

    /** Runs it, prints its tables, and returns whether every expectation was met. */
    public boolean print() throws IOException, InterruptedException {
        Result result = run();
        System.out.println("\n" + result.tables());
        result.expectations().stream()
                .filter(p -> !p.met())
                .forEach(p -> System.err.println("NOT MET: " + p.what() + ": " + p.seen()));
        return result.allMet();
    }

    Result run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path records = folder.resolve("records.jsonl");
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Shop shop = new Shop(
                        client, Installation.setting("NAMESPACE", "shop"), Installation.setting("RELEASE", "shop"))) {
            say("waiting for the first revision to serve");
            shop.await(s -> s.phase() == Phase.Stable, Duration.ofMinutes(5), "phase Stable");
            Optional<List<Map.Entry<String, String>>> before = world.orders(shop);
            try (Visitors visitors = world.startVisitors(records)) {
                List<CaseResult> results = new ArrayList<>();
                for (ReleaseCase releaseCase : CASES) {
                    results.add(run(shop, visitors, releaseCase));
                }
                List<ExpectationResult> expectations = new ArrayList<>();
                expectations.add(revert(shop, results.get(0)));
                say("stopping the load; counting");
                Expectations seen = new Expectations(visitors.stop(), world.aborts());
                results.forEach(r -> expectations.addAll(
                        seen.of(r, shop.timeline().steps(r.result().revision()))));
                expectations.addAll(seen.ofVisits());
                Optional<List<Map.Entry<String, String>>> stored = world.orders(shop);
                if (stored.isPresent()) {
                    List<Map.Entry<String, String>> ours = new ArrayList<>(stored.get());
                    ours.removeAll(before.orElse(List.of()));
                    expectations.add(seen.ofOrders(ours));
                }
                String tables = new DemoReport(seen, shop.timeline()).of(results, expectations);
                Files.writeString(folder.resolve("report.md"), tables + "\n");
                return new Result(expectations, tables);
            }
        }
    }

    private static CaseResult run(Shop shop, Visitors visitors, ReleaseCase releaseCase) throws InterruptedException {
        say("release: " + releaseCase.title() + " (" + releaseCase.tag() + ")");
        ReleaseResult result = shop.release(Change.tags(releaseCase.tag(), releaseCase.tag()), PATIENCE);
        say("  " + result.outcome().outcome() + ": " + result.outcome().message());
        if (!visitors.isRunning()) {
            throw new IllegalStateException(
                    "the visitors ended early; records.jsonl.log beside their records says why");
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

    private static void say(String line) {
        System.out.println("==> " + line);
    }
}
