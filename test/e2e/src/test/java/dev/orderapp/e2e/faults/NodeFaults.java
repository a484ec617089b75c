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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happens to workers of a sandbox with several nodes: they lose power and return, are cut from the API server, drained or full. Never to the one with
 * the database, whose absence is a fault of its own.
 */
final class NodeFaults {
    private static final Path NODE = Path.of(Installation.setting("ROOT", "."), "test", "sandbox", "node")
            .toAbsolutePath();

    /** The API server calls a silent node not ready 40 to 50 s after its last word; only then do its Pods leave the Services. */
    private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(60);

    /** The workers with an ingress controller, in two zones. */
    private static final List<String> ENTRANCES = List.of("worker-1", "worker-3");

    /** Where visitors come in by these. */
    static final List<String> ENTRANCE_ADDRESSES = List.of("http://198.18.0.3", "http://198.18.0.5");

    private static final String ZONE = "topology.kubernetes.io/zone";

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
                .getItems()),
        LEADER(run -> List.of(ControlPlaneFaults.leader(run)));

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

    /** The worker of the operator that leads is cut from the API server, and joined again once the cluster has noticed. */
    static Action leaderNodeIsCutOff() {
        return away(Target.LEADER, "cut", "join");
    }

    /** All workers of a zone lose power at once, and return once the cluster has noticed. */
    static Action zoneLosesPower() {
        return away(NodeFaults::zone, "stop", "start");
    }

    /**
     * A worker with a Pod of the version that serves is cut from the API server, and takes no other Pods from then on; until
     * {@link #cutOffNodesReturn}.
     */
    static Action stableNodeIsCutOff() {
        return run -> {
            String node = node(run, Target.STABLE);
            run.say("  cut " + node);
            Sandbox.run("kubectl", "cordon", node);
            run.faultBegins();
            Sandbox.run(NODE.toString(), "cut", node);
            awaitReady(run, node, false);
        };
    }

    /** Workers that were cut off return, with the Pods that they had. */
    static Action cutOffNodesReturn() {
        return run -> {
            List<String> away = run.installation().client().nodes().list().getItems().stream()
                    .filter(node -> !isReady(node))
                    .map(node -> node.getMetadata().getName())
                    .toList();
            for (String node : away) {
                Sandbox.run(NODE.toString(), "join", node);
                Sandbox.run("kubectl", "uncordon", node);
            }
            for (String node : away) {
                awaitReady(run, node, true);
            }
            run.faultsEnd();
        };
    }

    /**
     * The disk of a worker with a Pod of the version that serves is full: its kubelet evicts what runs there, without a grace period, until there
     * is room again once nothing of the shop is left on it.
     */
    static Action stableNodeHasAFullDisk() {
        return run -> {
            String node = node(run, Target.STABLE);
            run.say("  fill " + node);
            TimeWindow fault = run.faultBegins();
            try {
                Sandbox.run(NODE.toString(), "fill", node);
                PodFaults.until(
                        () -> isPressed(run, node) && running(run, node).isEmpty(), node + " being left by all Pods");
            } finally {
                Sandbox.run(NODE.toString(), "empty", node);
            }
            PodFaults.until(() -> !isPressed(run, node), node + " having room again");
            settle(run, List.of(node), fault);
        };
    }

    /** One of two ingress controllers does not hear of new routes for so long, and some seconds more until it is connected again. */
    static Action entranceIsLate(Duration span) {
        return run -> {
            String node = ENTRANCES.get(1);
            run.say("  freeze " + node + " for " + span.toSeconds() + " s");
            Sandbox.run(NODE.toString(), "freeze", node);
            try {
                TimeUnit.MILLISECONDS.sleep(span.toMillis());
            } finally {
                Sandbox.run(NODE.toString(), "thaw", node);
            }
        };
    }

    /** A worker with an ingress controller loses power, and returns once the cluster has noticed. */
    static Action entranceLosesPower() {
        return away(run -> List.of(entrance(run)), "stop", "start");
    }

    private static String entrance(ScenarioRun run) throws IOException {
        List<String> usable = workers(run);
        return ENTRANCES.stream()
                .filter(usable::contains)
                .findFirst()
                .orElseThrow(() -> new IOException("each worker with an ingress controller has a Pod of the database"));
    }

    private static boolean isPressed(ScenarioRun run, String node) {
        return has(run.installation().client().nodes().withName(node).get(), "DiskPressure");
    }

    private static Action losesPower(Target target) {
        return away(target, "stop", "start");
    }

    private static Action away(Target target, String begin, String end) {
        return away(run -> List.of(node(run, target)), begin, end);
    }

    /** Which workers. */
    private interface Choice {
        List<String> nodes(ScenarioRun run) throws IOException;
    }

    /** What {@code test/sandbox/node} does to workers, and undoes once the cluster has noticed. */
    private static Action away(Choice choice, String begin, String end) {
        return run -> {
            List<String> nodes = choice.nodes(run);
            run.say("  " + begin + " " + String.join(", ", nodes));
            // Requests that they hold may be lost, and others come until their endpoints are gone.
            TimeWindow away = run.faultBegins();
            try {
                for (String node : nodes) {
                    Sandbox.run(NODE.toString(), begin, node);
                }
                for (String node : nodes) {
                    awaitReady(run, node, false);
                }
            } finally {
                for (String node : nodes) {
                    Sandbox.run(NODE.toString(), end, node);
                }
            }
            settle(run, nodes, away);
        };
    }

    /** All workers but the database's are drained, one after the other, and used again. */
    static Action drainAll() {
        return run -> {
            for (String node : workers(run)) {
                Sandbox.run("kubectl", "cordon", node);
                try {
                    PodFaults.evict(run, running(run, node));
                } finally {
                    Sandbox.run("kubectl", "uncordon", node);
                }
            }
        };
    }

    /** The shop's Pods on them start anew, and the ingress controller and kube-proxy follow. */
    private static void settle(ScenarioRun run, List<String> nodes, TimeWindow fault) throws InterruptedException {
        for (String node : nodes) {
            awaitReady(run, node, true);
        }
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
        return has(node, "Ready");
    }

    private static boolean has(Node node, String condition) {
        return node.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals(condition) && c.getStatus().equals("True"));
    }

    /** A worker with a Pod of the API of the revision that was released last. */
    static String canaryNode(ScenarioRun run) throws IOException {
        return node(run, Target.CANARY);
    }

    /** The shop's Pods that run on it. */
    static List<Pod> running(ScenarioRun run, String node) {
        return run.installation().client().pods().inNamespace(run.installation().namespace()).list().getItems().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
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

    /** All workers of the first zone without the database. */
    private static List<String> zone(ScenarioRun run) throws IOException {
        List<String> usable = workers(run);
        return run.installation().client().nodes().withLabel(ZONE).list().getItems().stream()
                .collect(Collectors.groupingBy(
                        node -> node.getMetadata().getLabels().get(ZONE),
                        TreeMap::new,
                        Collectors.mapping(node -> node.getMetadata().getName(), Collectors.toList())))
                .values()
                .stream()
                .filter(usable::containsAll)
                .findFirst()
                .orElseThrow(() -> new IOException("each zone has a Pod of the database"));
    }

    /** All workers without the database. */
    static List<String> workers(ScenarioRun run) {
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
