package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.v1.HistoryEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many Pods of the API each version was asked to have in a scenario, whoever said so. */
final class PodNumbers {
    private final List<Change> changes = new ArrayList<>();
    private String namespace;

    /** The number of a version's Pods as it became at some time; 0 when its Deployment was removed. */
    record Change(Instant at, String deployment, int pods) {}

    /** Notes all numbers from now on. */
    Action watch() {
        return run -> {
            namespace = run.installation().namespace();
            run.installation()
                    .client()
                    .apps()
                    .deployments()
                    .inNamespace(run.installation().namespace())
                    .withLabel("app.kubernetes.io/component", "backend")
                    .inform(new ResourceEventHandler<>() {
                        @Override
                        public void onAdd(Deployment deployment) {
                            note(deployment, deployment.getSpec().getReplicas());
                        }

                        @Override
                        public void onUpdate(Deployment before, Deployment deployment) {
                            note(deployment, deployment.getSpec().getReplicas());
                        }

                        @Override
                        public void onDelete(Deployment deployment, boolean stateUnknown) {
                            note(deployment, 0);
                        }
                    });
        };
    }

    private synchronized void note(Deployment deployment, int pods) {
        String name = deployment.getMetadata().getName();
        if (pods != latest().getOrDefault(name, -1)) {
            changes.add(new Change(Instant.now(), name, pods));
        }
    }

    private synchronized Map<String, Integer> latest() {
        Map<String, Integer> pods = new TreeMap<>();
        changes.forEach(c -> pods.put(c.deployment(), c.pods()));
        return pods;
    }

    private int total() {
        return latest().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Waits until a version has more Pods than without visitors; they may have come while something else was awaited. */
    Action awaitMore() {
        return run -> PodFaults.until(
                () -> latest().values().stream().anyMatch(pods -> pods > InstallationSetup.FEWEST),
                "more Pods of the API than " + InstallationSetup.FEWEST);
    }

    /** Waits until there are no more Pods than without visitors. */
    Action awaitFewest() {
        return run -> PodFaults.until(
                () -> total() == InstallationSetup.FEWEST, "just " + InstallationSetup.FEWEST + " Pods of the API");
    }

    /** Says what the numbers became, and how many writes that took. */
    Action say() {
        return run -> run.say("  Pods: " + numbers() + "; writes: "
                + ScaleWrites.logged(namespace).stream()
                        .filter(w -> !w.asked().isBefore(began()))
                        .collect(Collectors.groupingBy(
                                ScaleWrites.ScaleWrite::writer, TreeMap::new, Collectors.counting())));
    }

    private synchronized Map<String, List<Integer>> numbers() {
        return changes.stream()
                .collect(Collectors.groupingBy(
                        Change::deployment, TreeMap::new, Collectors.mapping(Change::pods, Collectors.toList())));
    }

    private synchronized Instant began() {
        return changes.get(0).at();
    }

    /** From the start of the last attempt until it was decided, no version lost a Pod. */
    Expectation neverShrankBesideACanary() {
        return (result, seen) -> {
            HistoryEntry last = result.attempts().get(result.attempts().size() - 1);
            return shrank(changesUntil(Instant.parse(last.decidedAt())), Instant.parse(last.startedAt()));
        };
    }

    /** The first number from then on that is smaller than the one before it, in words. */
    static Optional<String> shrank(List<Change> changes, Instant from) {
        Map<String, Integer> before = new TreeMap<>();
        for (Change change : changes) {
            int had = before.getOrDefault(change.deployment(), 0);
            if (change.pods() < had && !change.at().isBefore(from)) {
                return Optional.of(
                        change.deployment() + " went from " + had + " Pods to " + change.pods() + " beside a canary");
            }
            before.put(change.deployment(), change.pods());
        }
        return Optional.empty();
    }

    /** The operator raised no version more often than its autoscalers decided and its steps asked for. */
    Expectation noWriteFight() {
        return (result, seen) -> ScaleWrites.excess(
                ScaleWrites.logged(namespace).stream()
                        .filter(w -> result.window().overlaps(w.asked(), w.asked()))
                        .toList(),
                result.steps().size());
    }

    private synchronized List<Change> changesUntil(Instant end) {
        return changes.stream().filter(c -> c.at().isBefore(end)).toList();
    }
}
