package dev.orderapp.operator.scale;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Measures the operator with ever more releases; {@code test/bench/scale} makes the cluster that this needs, and starts it.
 *
 * <p>For each number of releases: a new operator meets new releases, all made at once; up to a hundred of them get another
 * image at once, and of a thousand some more one after the other; the operator is killed, and started again; then nobody does
 * anything, and what it asks and uses is counted.
 */
public final class ScaleBench {
    private static final int APP_PORT = 8080;
    private static final int CHANGED_AT_ONCE = 100;

    /** After a start: making and deleting releases for the first time brings code, which stays. */
    private static final int SOME_FURTHER = 50;

    private static final int FURTHER = 500;
    private static final int LARGE = 1000;
    private static final int ONE_BY_ONE = 10;
    private static final int LOOKS = 500;

    /** Until the garbage of the work before is collected, and some more. */
    private static final Duration SHORT_REST = Duration.ofSeconds(40);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Longer than any time that a release of the bench waits for. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    private final Shops shops;
    private final AuditLog audit;
    private final OperatorProcess operator;
    private final Duration rest;

    private ScaleBench(Shops shops, AuditLog audit, OperatorProcess operator, Duration rest) {
        this.shops = shops;
        this.audit = audit;
        this.operator = operator;
        this.rest = rest;
    }

    /** Argument: the folder of the bench, with the cluster's kubeconfigs and audit log. Settings: see test/bench/scale. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Map<String, String> env = System.getenv();
        List<Integer> sizes =
                Arrays.stream(env.get("SIZES").split(" ")).map(Integer::valueOf).toList();
        Config config = Config.fromKubeconfig(folder.resolve("admin.kubeconfig").toFile());
        config.setRequestRetryBackoffLimit(2);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Shops shops = new Shops(client);
                PodPagesStandIn pages = PodPagesStandIn.start(APP_PORT, shops::areAskedAt)) {
            OperatorProcess operator = new OperatorProcess(
                    List.of(env.get("OPERATOR_COMMAND").split(" ")),
                    Map.of(
                            "KUBECONFIG", folder.resolve("operator.kubeconfig").toString(),
                            "POD_NAME", "orderapp-operator-0",
                            "POD_NAMESPACE", "orderapp-system",
                            "MALLOC_ARENA_MAX", "2"),
                    folder.resolve("operator.log"));
            ScaleBench bench = new ScaleBench(
                    shops,
                    new AuditLog(folder.resolve("audit.log")),
                    operator,
                    Duration.ofSeconds(Long.parseLong(env.get("REST"))));
            List<Measured> rows = new ArrayList<>();
            for (int size : sizes) {
                if (!rows.isEmpty()) {
                    bench.end(rows.get(rows.size() - 1).releases());
                }
                rows.add(bench.measure(size));
                System.out.println(new ScaleReport(rows).table());
            }
            if (env.containsKey("DOCS")) {
                new ScaleReport(rows).write(Path.of(env.get("DOCS")));
            }
        }
    }

    private Measured measure(int releases) throws Exception {
        say(releases + " releases: made at once");
        audit.since();
        operator.start();
        long before = System.nanoTime();
        shops.create(0, releases);
        Duration stable = until(before, "all releases Stable", () -> shops.serve(0, releases, 1));
        Map<String, Integer> made = quiet();

        int changed = Math.min(releases, CHANGED_AT_ONCE);
        say(changed + " of them get another image at once");
        before = System.nanoTime();
        shops.change(0, changed, 2);
        Duration rolledOut = until(before, "all images rolled out", () -> shops.serve(0, changed, 2));
        until(before, "no former versions", () -> shops.haveNoPrevious(0, changed));
        Map<String, Integer> rolled = quiet();
        MetricsPage rush = operator.metrics();
        say(rush.toString());
        Optional<MetricsPage> oneByOne = releases == LARGE ? Optional.of(oneByOne()) : Optional.empty();
        double atWork = operator.memory();

        say("the operator is killed and started again");
        operator.kill();
        shops.breakBudget(releases - 1);
        before = System.nanoTime();
        Started ready = operator.start();
        say(ready.toString());
        Duration works = until(before, "the missing budget's return", () -> shops.hasAllBudgets(releases - 1));
        Duration passed = until(
                before, "a look at each", () -> operator.metrics().passes().count() >= releases);
        quiet();
        MetricsPage sweep = operator.metrics();
        Rest resting = rest(releases == LARGE ? rest : SHORT_REST);
        Optional<MetricsPage> looks = releases == LARGE ? Optional.of(looks()) : Optional.empty();
        Optional<Double> afterSome = releases == LARGE ? Optional.of(afterFurther(SOME_FURTHER)) : Optional.empty();
        Optional<Double> afterMore = releases == LARGE ? Optional.of(afterFurther(FURTHER)) : Optional.empty();
        return new Measured(
                releases, stable, made, changed, rolledOut, rolled, rush, oneByOne, atWork, ready, works, passed, sweep,
                resting, looks, afterSome, afterMore);
    }

    /** As on an ordinary day: a canary begins now and then, and several are under way at a time. */
    private MetricsPage oneByOne() throws IOException {
        say(ONE_BY_ONE + " get another image, one every other second");
        MetricsPage before = operator.metrics();
        for (int number = 0; number < ONE_BY_ONE; number++) {
            shops.change(number, number + 1, 3);
            Wait.pause(Duration.ofSeconds(2));
        }
        until(System.nanoTime(), "all of them rolled out", () -> shops.serve(0, ONE_BY_ONE, 3));
        until(System.nanoTime(), "no former versions", () -> shops.haveNoPrevious(0, ONE_BY_ONE));
        quiet();
        MetricsPage passes = operator.metrics().since(before);
        say(passes.toString());
        return passes;
    }

    /** An event for one release after the other, each of which is as it should be. */
    private MetricsPage looks() throws IOException {
        say(LOOKS + " are looked at, ten a second");
        MetricsPage before = operator.metrics();
        for (int number = 0; number < LOOKS; number++) {
            shops.annotateBudget(number);
            Wait.pause(Duration.ofMillis(100));
        }
        Map<String, Integer> asked = quiet();
        MetricsPage passes = operator.metrics().since(before);
        say(passes + ", with these requests: " + asked);
        return passes;
    }

    private Rest rest(Duration time) throws IOException {
        say("at rest for " + time.toSeconds() + " s");
        audit.since();
        double seconds = operator.processorSeconds();
        Wait.pause(time);
        double share = (operator.processorSeconds() - seconds) / time.toSeconds();
        Rest resting = new Rest(time, audit.since(), share, operator.memory());
        say(resting.toString());
        return resting;
    }

    private double afterFurther(int further) throws IOException {
        say(further + " more are made and deleted again");
        shops.create(LARGE, LARGE + further);
        until(System.nanoTime(), "all further releases Stable", () -> shops.serve(LARGE, LARGE + further, 1));
        quiet();
        shops.delete(LARGE, LARGE + further);
        until(System.nanoTime(), "their end", () -> shops.areGone(LARGE, LARGE + further));
        quiet();
        Wait.pause(SHORT_REST);
        return operator.memory();
    }

    private void end(int releases) throws Exception {
        shops.delete(0, releases);
        until(System.nanoTime(), "the end of all releases", () -> shops.areGone(0, releases));
        quiet();
        operator.kill();
    }

    private Duration until(long since, String what, BooleanSupplier condition) {
        try {
            Wait.until(PATIENCE, what, condition);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; phases: " + shops.phases(), e);
        }
        Duration after = Duration.ofNanos(System.nanoTime() - since);
        say(what + " after " + after.toMillis() + " ms");
        return after;
    }

    /** Waits until the operator has had nothing to do for a while; what it asked for until then. */
    private Map<String, Integer> quiet() throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        long busy = System.nanoTime();
        while (System.nanoTime() - busy < QUIET.toNanos()) {
            Wait.pause(Duration.ofSeconds(1));
            Map<String, Integer> some = audit.since();
            some.forEach((verb, count) -> all.merge(verb, count, Integer::sum));
            if (AuditLog.work(some) > 0) {
                busy = System.nanoTime();
            }
        }
        return all;
    }

    private static void say(String what) {
        System.err.println("    " + what);
    }
}
