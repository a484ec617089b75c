package dev.orderapp.operator.rollout;

import dev.orderapp.v1.ComponentName;
import java.util.Map;
import java.util.Optional;

/**
 * All of one revision as the cluster has it.
 *
 * @param workloads by component
 * @param migration its migration Job
 */
public record RevisionWorkloads(Map<ComponentName, Workload> workloads, MigrationJob migration) {
    /** Nothing of it exists. */
    public static final RevisionWorkloads NONE = new RevisionWorkloads(Map.of(), MigrationJob.NONE);

    public RevisionWorkloads {
        workloads = Map.copyOf(workloads);
    }

    /** One component; {@link Workload#NONE} where it does not exist. */
    public Workload workload(ComponentName component) {
        return workloads.getOrDefault(component, Workload.NONE);
    }

    /** What keeps its Pods from working, in a sentence; a container that restarts again and again first. */
    public Optional<String> trouble() {
        return workloads.values().stream()
                .flatMap(w -> w.crash().or(w::waiting).stream())
                .sorted()
                .findFirst();
    }

    /** The first container found that restarts again and again. */
    public Optional<String> crash() {
        return workloads.values().stream()
                .flatMap(w -> w.crash().stream())
                .sorted()
                .findFirst();
    }
}
