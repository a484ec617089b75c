package dev.orderapp.bench;

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
 * image at once, and of a thousand some more one after the other; the operator is killed, and started again; then nothing
 * happens, and what it asks and uses is counted. Where some of the releases are broken, the figures are those of the others.
 */
public final class ScaleBench {
    private static final int APP_PORT = 8080;
    private static final int CHANGED_AT_ONCE = 100;

    /** After a start: making and deleting releases for the first time brings code, which stays. */
    private static final int SOME_FURTHER = 50;

    private static final int FURTHER = 500;
    private static final int LARGE = 1000;
    private static final int ONE_BY_ONE = 10;
    private static final int NO_OPS = 500;

    /** Until the garbage of the work before is collected, and some more. */
    private static final Duration SHORT_REST = Duration.ofSeconds(40);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Longer than any time that a release of the bench waits for. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    private final BenchReleases shops;
    private final BrokenReleases broken;
    private final AuditLog audit;
    private final OperatorProcess operator;
    private final Duration rest;
    private final boolean whole;

    private ScaleBench(
            BenchReleases shops,
            BrokenReleases broken,
            AuditLog audit,
            OperatorProcess operator,
            Duration rest,
            boolean whole) {
        this.shops = shops;
        this.broken = broken;
        this.whole = whole;
        this.audit = audit;
        this.operator = operator;
        this.rest = rest;
    }

    /** Argument: the folder of the bench, with the cluster's kubeconfigs and audit log. Settings: see test/bench/scale. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Map<String, String> env = System.getenv();
        List<Size> sizes =
                Arrays.stream(env.get("SIZES").split(" ")).map(Size::of).toList();
        Config config = Config.fromKubeconfig(folder.resolve("admin.kubeconfig").toFile());
        config.setRequestRetryBackoffLimit(2);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                BenchReleases shops = new BenchReleases(client);
                FakePodMetrics pages = FakePodMetrics.start(APP_PORT, shops::haveTraffic)) {
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
                    new BrokenReleases(client),
                    new AuditLog(folder.resolve("audit.log")),
                    operator,
                    Duration.ofSeconds(Long.parseLong(env.get("REST"))),
                    env.containsKey("DOCS"));
            List<Measurement> rows = new ArrayList<>();
            for (Size size : sizes) {
                if (!rows.isEmpty()) {
                    bench.end(rows.get(rows.size() - 1).size());
                }
                rows.add(bench.measure(size));
                System.out.println(new ScaleReport(rows).table());
            }
            if (env.containsKey("DOCS")) {
                new ScaleReport(rows).write(Path.of(env.get("DOCS")));
            }
        }
    }

    private Measurement measure(Size size) throws Exception {
        int releases = size.well();
        boolean large = size.releases() == LARGE;
        boolean further = whole && large && size.broken() == 0;
        say(size + " releases: made at once");
        audit.since();
        broken.create(size.broken());
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
        ReconcileTimes rush = operator.metrics();
        say(rush.toString());
        Optional<ReconcileTimes> oneByOne = large ? Optional.of(oneByOne()) : Optional.empty();
        double atWork = operator.memory();

        say("the operator is killed and started again");
        operator.kill();
        shops.breakBudget(releases - 1);
        before = System.nanoTime();
        StartupTime ready = operator.start();
        say(ready.toString());
        Duration works = until(before, "the missing budget's return", () -> shops.hasAllBudgets(releases - 1));
        Duration allReconciled = until(
                before,
                "a reconcile of each",
                () -> operator.metrics().reconciles().count() >= releases);
        quiet();
        ReconcileTimes sweep = operator.metrics();
        IdlePeriod resting = rest(large ? rest : SHORT_REST);
        Optional<ReconcileTimes> noOps = large ? Optional.of(noOps()) : Optional.empty();
        Optional<Double> afterSome = further ? Optional.of(afterFurther(SOME_FURTHER)) : Optional.empty();
        Optional<Double> afterMore = further ? Optional.of(afterFurther(FURTHER)) : Optional.empty();
        return new Measurement(
                size,
                stable,
                made,
                changed,
                rolledOut,
                rolled,
                rush,
                oneByOne,
                atWork,
                ready,
                works,
                allReconciled,
                sweep,
                resting,
                noOps,
                afterSome,
                afterMore);
    }

    /** As on an ordinary day: a canary begins now and then, and several are under way at a time. */
    private ReconcileTimes oneByOne() throws IOException {
        say(ONE_BY_ONE + " get another image, one every other second");
        ReconcileTimes before = operator.metrics();
        for (int number = 0; number < ONE_BY_ONE; number++) {
            shops.change(number, number + 1, 3);
            Polling.pause(Duration.ofSeconds(2));
        }
        until(System.nanoTime(), "all of them rolled out", () -> shops.serve(0, ONE_BY_ONE, 3));
        until(System.nanoTime(), "no former versions", () -> shops.haveNoPrevious(0, ONE_BY_ONE));
        quiet();
        ReconcileTimes times = operator.metrics().since(before);
        say(times.toString());
        return times;
    }

    /** An event for one release after the other, each of which is as it should be. */
    private ReconcileTimes noOps() throws IOException {
        say(NO_OPS + " are reconciled, ten a second");
        ReconcileTimes before = operator.metrics();
        for (int number = 0; number < NO_OPS; number++) {
            shops.annotateBudget(number);
            Polling.pause(Duration.ofMillis(100));
        }
        Map<String, Integer> asked = quiet();
        ReconcileTimes times = operator.metrics().since(before);
        say(times + ", with these requests: " + asked);
        return times;
    }

    private IdlePeriod rest(Duration time) throws IOException {
        say("at rest for " + time.toSeconds() + " s");
        audit.since();
        double seconds = operator.processorSeconds();
        Polling.pause(time);
        double share = (operator.processorSeconds() - seconds) / time.toSeconds();
        IdlePeriod resting = new IdlePeriod(time, audit.since(), share, operator.memory());
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
        Polling.pause(SHORT_REST);
        return operator.memory();
    }

    private void end(Size size) throws Exception {
        broken.delete();
        shops.delete(0, size.well());
        until(System.nanoTime(), "the end of all releases", () -> shops.areGone(0, size.well()));
        quiet();
        operator.kill();
    }

    private Duration until(long since, String what, BooleanSupplier condition) {
        try {
            Polling.until(PATIENCE, what, condition);
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
            Polling.pause(Duration.ofSeconds(1));
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
