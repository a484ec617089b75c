package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Installation;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happens to workers of a sandbox with several nodes: they lose power and return, or are cut from the API server. Never to the one with
 * the database, whose absence is a fault of its own.
 */
final class NodeFaults {
    private static final Path NODE = Path.of(Installation.setting("ROOT", "."), "test", "sandbox", "node")
            .toAbsolutePath();

    /** The API server calls a silent node not ready 40 to 50 s after its last word; only then do its Pods leave the Services. */
    private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(60);

    private NodeFaults() {}

    /** Which Pods a node must have to be the one. */
    private enum Target {
        CANARY(run -> pods(run, run.revision())),
        STABLE(run -> pods(run, run.stable())),
        OPERATOR(run -> run.installation()
                .client()
                .pods()
                .inNamespace(ControlPlaneFaults.NAMESPACE)
                .withLabel("app.kubernetes.io/name", ControlPlaneFaults.NAME)
                .list()
                .getItems());

        private final Function<ScenarioRun, List<Pod>> pods;

        Target(Function<ScenarioRun, List<Pod>> pods) {
            this.pods = pods;
        }
    }

    /** A worker with a Pod of the revision that was released last loses power, and returns once the cluster has noticed. */
    static Action canaryNodeLosesPower() {
        return losesPower(Target.CANARY);
    }

    /** The same with a Pod of the revision that served before. */
    static Action stableNodeLosesPower() {
        return losesPower(Target.STABLE);
    }

    /** The same with the operator. */
    static Action operatorNodeLosesPower() {
        return losesPower(Target.OPERATOR);
    }

    /** A worker with Pods of the canary is cut from the API server, but goes on serving; it is joined again once the cluster has noticed. */
    static Action canaryNodeIsCutOff() {
        return away(Target.CANARY, "cut", "join");
    }

    private static Action losesPower(Target target) {
        return away(target, "stop", "start");
    }

    /** What {@code test/sandbox/node} does to a worker, and undoes once the cluster has noticed. */
    private static Action away(Target target, String begin, String end) {
        return run -> {
            String node = node(run, target);
            run.say("  " + begin + " " + node);
            // Requests that it holds may be lost, and others come until its endpoints are gone.
            TimeWindow away = run.faultBegins();
            Sandbox.run(NODE.toString(), begin, node);
            try {
                awaitReady(run, node, false);
            } finally {
                Sandbox.run(NODE.toString(), end, node);
            }
            settle(run, node, away);
        };
    }

    /** All workers but the database's are drained, one after the other, and used again. */
    static Action drainAll() {
        return run -> {
            for (String node : workers(run)) {
                Sandbox.run("kubectl", "cordon", node);
                try {
                    PodFaults.evict(
                            run,
                            run
                                    .installation()
                                    .client()
                                    .pods()
                                    .inNamespace(run.installation().namespace())
                                    .list()
                                    .getItems()
                                    .stream()
                                    .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                                    .filter(pod ->
                                            "Running".equals(pod.getStatus().getPhase()))
                                    .toList());
                } finally {
                    Sandbox.run("kubectl", "uncordon", node);
                }
            }
        };
    }

    /** The shop's Pods on it start anew, and the ingress controller and kube-proxy follow. */
    private static void settle(ScenarioRun run, String node, TimeWindow fault) throws InterruptedException {
        awaitReady(run, node, true);
        // The release went on meanwhile: another one may serve by now.
        PodFaults.awaitReady(run, run.status().stable().revision());
        TimeUnit.SECONDS.sleep(5);
        fault.endNow();
    }

    private static void awaitReady(ScenarioRun run, String node, boolean ready) throws InterruptedException {
        PodFaults.until(
                () -> isReady(run.installation().client().nodes().withName(node).get()) == ready,
                node
                        + (ready
                                ? " being ready"
                                : " being not ready, which takes up to " + UNTIL_NOT_READY.toSeconds() + " s"));
    }

    private static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    private static String node(ScenarioRun run, Target target) throws IOException {
        List<String> candidates = workers(run);
        return target.pods.apply(run).stream()
                .map(pod -> pod.getSpec().getNodeName())
                .filter(candidates::contains)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("no Pod of the " + target + " runs on a worker without the database"));
    }

    private static List<String> workers(ScenarioRun run) {
        Set<String> database = run
                .installation()
                .client()
                .pods()
                .inNamespace(run.installation().namespace())
                .withLabel("app.kubernetes.io/component", "database")
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getSpec().getNodeName())
                .collect(Collectors.toSet());
        return run.installation().client().nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .filter(name -> name.startsWith("worker-") && !database.contains(name))
                .toList();
    }

    private static List<Pod> pods(ScenarioRun run, String revision) {
        return PodFaults.pods(run, "backend", revision);
    }
}
