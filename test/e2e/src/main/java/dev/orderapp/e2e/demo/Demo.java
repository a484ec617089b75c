package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.demo.Promises.Promise;
import dev.orderapp.e2e.demo.Scene.Kind;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Tried;
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

/**
 * Plays a good release and three bad ones while shoppers order, prints what happened as tables, and exits with 1 if
 * anything is not as promised. Expects version 1.0.0 to be installed and serving.
 *
 * <p>Environment: {@code BASE_URL} of the shop, {@code PASSWORD} of its sample customers, {@code NAMESPACE} and
 * {@code RELEASE} (both {@code shop} when absent), {@code RATE} of requests per second (75), {@code ROOT} of the checkout.
 */
public final class Demo {
    /** The releases of the demo, in order. */
    static final List<Scene> SCENES = List.of(
            new Scene("good release", "1.1.0", Outcome.Promoted, Kind.GOOD),
            new Scene("5 % of all API answers fail", "1.2.0", Outcome.RolledBack, Kind.FAILS_SOMETIMES),
            new Scene("every API answer fails", "1.3.0", Outcome.RolledBack, Kind.FAILS_ALWAYS),
            new Scene("Pods never get ready", "1.4.0", Outcome.RolledBack, Kind.NEVER_READY));

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path root = Path.of(setting("ROOT", "."));
    private final Path folder = root.resolve("target/demo");

    /**
     * What a run showed.
     *
     * @param promises each with what was seen
     * @param tables the report
     */
    record Result(List<Promise> promises, String tables) {
        boolean allKept() {
            return promises.stream().allMatch(Promise::kept);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Result result = new Demo().play();
        System.out.println("\n" + result.tables());
        result.promises().stream()
                .filter(p -> !p.kept())
                .forEach(p -> System.err.println("NOT KEPT: " + p.what() + ": " + p.seen()));
        System.exit(result.allKept() ? 0 : 1);
    }

    Result play() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path records = folder.resolve("records.jsonl");
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Shop shop = new Shop(client, setting("NAMESPACE", "shop"), setting("RELEASE", "shop"))) {
            say("waiting for the first revision to serve");
            shop.await(s -> s.phase() == Phase.Stable, Duration.ofMinutes(5), "phase Stable");
            List<Map.Entry<String, String>> before = shop.ordersInDatabase();
            try (Visitors shoppers = Visitors.shoppers(root, records, shopperSettings())) {
                List<Played> played = new ArrayList<>();
                for (Scene scene : SCENES) {
                    played.add(play(shop, shoppers, scene));
                }
                List<Promise> promises = new ArrayList<>();
                promises.add(revert(shop, played.get(0)));
                say("the shoppers leave; counting");
                Promises seen = new Promises(shoppers.leave(), IngressCuts.ofSandbox());
                played.forEach(p -> promises.addAll(
                        seen.of(p, shop.timeline().steps(p.tried().revision()))));
                promises.addAll(seen.ofVisits());
                List<Map.Entry<String, String>> stored = new ArrayList<>(shop.ordersInDatabase());
                stored.removeAll(before);
                promises.add(seen.ofOrders(stored));
                String tables = new Report(seen, shop.timeline()).of(played, promises);
                Files.writeString(folder.resolve("report.md"), tables + "\n");
                return new Result(promises, tables);
            }
        }
    }

    private static Played play(Shop shop, Visitors shoppers, Scene scene) throws InterruptedException {
        say("release: " + scene.title() + " (" + scene.tag() + ")");
        Tried tried = shop.release(Change.tags(scene.tag(), scene.tag()), PATIENCE);
        say("  " + tried.outcome().outcome() + ": " + tried.outcome().message());
        if (!shoppers.visiting()) {
            throw new IllegalStateException("the shoppers left early; records.jsonl.log beside their records says why");
        }
        return new Played(scene, tried);
    }

    /** The failed revision is not tried again, and going back to the image that serves rolls nothing. */
    private static Promise revert(Shop shop, Played good) throws InterruptedException {
        say("back to the image that serves: must be a no-op");
        Map<String, Long> before = shop.deployments(good.tried().revision());
        int entries = shop.timeline().last().orElseThrow().history().size();
        long generation =
                shop.change(Change.tags(good.scene().tag(), good.scene().tag()));
        var status = shop.await(
                s -> s.observedGeneration() >= generation && s.phase() == Phase.Stable,
                Duration.ofSeconds(30),
                "phase Stable after going back");
        Map<String, Long> after = shop.deployments(good.tried().revision());
        boolean same = before.equals(after) && status.history().size() == entries && status.canary() == null;
        return new Promise(
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
