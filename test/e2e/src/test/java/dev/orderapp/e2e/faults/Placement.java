package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** On which workers Pods stand, what drives them away, and that they then stand elsewhere. */
final class Placement {
    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String URGENT = "e2e-urgent";
    private static final int MORE_IMPORTANT_THAN_ANY = 1_000_000;

    private Placement() {}

    /** The Pods of the page, and those of the API, of both versions stand on two workers of two zones each. */
    static Action isSpread() {
        return run -> {
            for (String revision : List.of(run.stable(), run.revision())) {
                for (String component : List.of("frontend", "backend")) {
                    List<Node> nodes = nodes(run, PodFaults.pods(run, component, revision));
                    for (String what : List.of(HOST, ZONE)) {
                        Set<String> places = nodes.stream()
                                .map(node -> node.getMetadata().getLabels().get(what))
                                .collect(Collectors.toSet());
                        run.say("  " + component + " of " + revision + ": " + what + " " + places);
                        if (places.size() < nodes.size()) {
                            throw new IOException(nodes.size() + " Pods of the " + component + " of " + revision
                                    + " share " + places);
                        }
                    }
                }
            }
        };
    }

    /** Two workers are drained one right after the other, as an administrator does it, and are used again only when both are empty. */
    static Action twoWorkersAreDrainedInARow() {
        return run -> {
            List<String> workers = NodeFaults.workers(run).subList(0, 2);
            try {
                for (String worker : workers) {
                    run.say("  drain " + worker);
                    Sandbox.run(
                            "kubectl",
                            "drain",
                            worker,
                            "--ignore-daemonsets",
                            "--delete-emptydir-data",
                            "--timeout=120s");
                }
            } finally {
                for (String worker : workers) {
                    Sandbox.run("kubectl", "uncordon", worker);
                }
            }
            PodFaults.awaitReady(run, run.status().stable().revision());
        };
    }

    /** A Pod of a greater priority wants all of a worker with a canary Pod; the scheduler ends those that are there. */
    static Action aMoreImportantPodTakesTheCanarysWorker() {
        return run -> {
            KubernetesClient client = run.installation().client();
            String worker = NodeFaults.canaryNode(run);
            Set<String> present = NodeFaults.running(run, worker).stream()
                    .map(pod -> pod.getMetadata().getUid())
                    .collect(Collectors.toSet());
            PriorityClass priority = new PriorityClassBuilder()
                    .withNewMetadata()
                    .withName(URGENT)
                    .endMetadata()
                    .withValue(MORE_IMPORTANT_THAN_ANY)
                    .build();
            Pod urgent = urgent(run, worker);
            run.say("  everything on " + worker + " has to make room");
            client.resource(priority).createOr(existing -> priority);
            try {
                client.resource(urgent).create();
                PodFaults.until(
                        () -> NodeFaults.running(run, worker).stream()
                                .noneMatch(pod ->
                                        present.contains(pod.getMetadata().getUid())),
                        "the end of the Pods on " + worker);
                PodFaults.awaitReady(run, run.status().stable().revision());
            } finally {
                client.resource(urgent).withGracePeriod(0).delete();
                client.resource(priority).delete();
            }
        };
    }

    /** Its image does not matter: it takes the room when it is scheduled. */
    private static Pod urgent(ScenarioRun run, String worker) {
        KubernetesClient client = run.installation().client();
        Quantity all = client.nodes()
                .withName(worker)
                .get()
                .getStatus()
                .getAllocatable()
                .get("cpu");
        return new PodBuilder()
                .withNewMetadata()
                .withName(URGENT)
                .withNamespace(ControlPlaneFaults.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withPriorityClassName(URGENT)
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .withMatchExpressions(new NodeSelectorRequirementBuilder()
                        .withKey(HOST)
                        .withOperator("In")
                        .withValues(worker)
                        .build())
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .addNewContainer()
                .withName("urgent")
                .withImage("orderapp.local/pause")
                .withNewResources()
                .addToRequests("cpu", all)
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    private static List<Node> nodes(ScenarioRun run, List<Pod> pods) {
        return pods.stream()
                .map(pod -> run.installation()
                        .client()
                        .nodes()
                        .withName(pod.getSpec().getNodeName())
                        .get())
                .toList();
    }
}
