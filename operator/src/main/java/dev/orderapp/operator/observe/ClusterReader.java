package dev.orderapp.operator.observe;

import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Migration;
import dev.orderapp.operator.rollout.MigrationJob;
import dev.orderapp.operator.rollout.Observation.Cluster;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.RevisionWorkloads;
import dev.orderapp.operator.rollout.Routing;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.operator.rollout.Workload;
import dev.orderapp.operator.traffic.Entrances;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns Kubernetes' objects into what the decision knows of the cluster. */
final class ClusterReader {
    /** The revision of an endpoint whose Pod is gone or not ours: no revision can be said to serve alone beside it. */
    private static final String UNKNOWN = "unknown";

    /** Label of an EndpointSlice with its Service's name. */
    private static final String SERVICE = "kubernetes.io/service-name";

    private final Inventory inventory;
    private final TrafficObjects traffic;
    private final Instant crashesSince;

    /**
     * @param inventory what the cluster has of a release
     * @param traffic those of it that lead visitors
     * @param crashesSince earlier restarts of containers don't count
     */
    ClusterReader(Inventory inventory, TrafficObjects traffic, Instant crashesSince) {
        this.inventory = inventory;
        this.traffic = traffic;
        this.crashesSince = crashesSince;
    }

    /**
     * All that it knows.
     *
     * @param known revisions of which a snapshot is kept, by name
     * @param entrance where visitors come in
     */
    Cluster read(Map<String, Revision> known, Entrance entrance) {
        Set<String> revisions = Stream.of(inventory.deployments(), inventory.pods(), inventory.jobs())
                .flatMap(List::stream)
                .map(ClusterReader::revision)
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, RevisionWorkloads> workloads =
                revisions.stream().collect(Collectors.toMap(r -> r, this::workloads));
        Map<ComponentName, Routing> routing = new EnumMap<>(ComponentName.class);
        for (ComponentName component : ComponentName.values()) {
            Routing found = routing(component);
            if (!found.equals(Routing.NONE)) {
                routing.put(component, found);
            }
        }
        return new Cluster(workloads, routing, known, entrance, new CheckReader(inventory).read());
    }

    private static String revision(HasMetadata object) {
        return Labels.revision(object).orElse(UNKNOWN);
    }

    private RevisionWorkloads workloads(String revision) {
        Map<ComponentName, Workload> workloads = new EnumMap<>(ComponentName.class);
        for (ComponentName component : ComponentName.values()) {
            Workload found = workload(revision, component);
            if (!found.equals(Workload.NONE)) {
                workloads.put(component, found);
            }
        }
        return new RevisionWorkloads(workloads, migration(revision));
    }

    private Workload workload(String revision, ComponentName component) {
        Optional<Deployment> deployment = Inventory.named(
                        inventory.deployments(), Names.workload(traffic.release(), component, revision))
                .filter(d -> d.getMetadata().getDeletionTimestamp() == null);
        List<PodHealth> pods = inventory.pods().stream()
                .filter(p -> revision(p).equals(revision))
                .filter(p -> Labels.component(p).filter(component::equals).isPresent())
                .map(PodHealth::new)
                .filter(p -> !p.isTerminating())
                .toList();
        return new Workload(
                deployment.map(d -> d.getSpec().getReplicas()).orElse(0),
                (int) pods.stream().filter(PodHealth::ready).count(),
                pods.stream().flatMap(p -> p.crash(crashesSince).stream()).findFirst(),
                pods.stream()
                        .flatMap(p -> p.waiting().stream())
                        .findFirst()
                        .or(() -> deployment.flatMap(ClusterReader::refused)));
    }

    /** Pods that a quota or an admission rule refuses show only in their Deployment. */
    private static Optional<String> refused(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(s -> s.getConditions().stream())
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(DeploymentCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .map(why -> "Pods of " + deployment.getMetadata().getName() + " are refused: " + why);
    }

    private MigrationJob migration(String revision) {
        return inventory.jobs().stream()
                .filter(job -> revision(job).equals(revision) && isMigration(job))
                .findFirst()
                .map(this::migration)
                .orElse(MigrationJob.NONE);
    }

    private MigrationJob migration(Job job) {
        List<PodHealth> pods = inventory.pods().stream()
                .filter(p -> revision(p).equals(revision(job)))
                .filter(ClusterReader::isMigration)
                .map(PodHealth::new)
                .toList();
        Migration status = status(job, pods);
        return new MigrationJob(
                status,
                Labels.attempt(job),
                status == Migration.Pending ? Optional.of(waiting(job, pods)) : Optional.empty());
    }

    private static boolean isMigration(HasMetadata object) {
        return Labels.MIGRATION.equals(object.getMetadata().getLabels().get(Labels.COMPONENT));
    }

    private static String waiting(Job job, List<PodHealth> pods) {
        String name = job.getMetadata().getName();
        return pods.stream()
                .flatMap(p -> p.waiting().stream())
                .findFirst()
                .map(why -> "the migration Job " + name + " has not begun: " + why)
                .orElseGet(() -> "the migration Job " + name + " has not begun"
                        + (pods.isEmpty()
                                ? ": it has no Pod, which a quota or a policy may refuse; kubectl describe job " + name
                                        + " says why"
                                : ""));
    }

    private static Migration status(Job job, List<PodHealth> pods) {
        Set<String> holds = Optional.ofNullable(job.getStatus()).stream()
                .flatMap(s -> s.getConditions().stream())
                .filter(c -> "True".equals(c.getStatus()))
                .map(JobCondition::getType)
                .collect(Collectors.toSet());
        return holds.contains("Complete")
                ? Migration.Complete
                : holds.contains("Failed")
                        ? Migration.Failed
                        : hasBegun(job, pods) ? Migration.Running : Migration.Pending;
    }

    /** By its Pods, and by its own counts once these are gone. */
    private static boolean hasBegun(Job job, List<PodHealth> pods) {
        boolean counted = Optional.ofNullable(job.getStatus())
                .filter(s -> isSome(s.getReady()) || isSome(s.getSucceeded()) || isSome(s.getFailed()))
                .isPresent();
        return counted || pods.stream().anyMatch(PodHealth::hasBegun);
    }

    private static boolean isSome(Integer count) {
        return count != null && count > 0;
    }

    private Routing routing(ComponentName component) {
        return new Routing(
                target(Names.service(traffic.release(), component, Role.stable)),
                target(Names.service(traffic.release(), component, Role.canary)),
                Entrances.route(traffic, component));
    }

    private Target target(String service) {
        Optional<String> selects = Inventory.named(inventory.services(), service)
                .map(s -> s.getSpec().getSelector())
                .map(selector -> selector.get(Labels.REVISION));
        Map<String, Integer> ready = new HashMap<>();
        endpoints(service).forEach((pod, counts) -> ready.merge(revisionOf(pod), counts, Integer::sum));
        return new Target(selects, ready);
    }

    /** Each Pod that the Service may send to: 1 for a ready one, 0 for one that is going away but still serves. */
    private Map<String, Integer> endpoints(String service) {
        Map<String, Integer> pods = new HashMap<>();
        inventory.endpoints().stream()
                .filter(slice -> service.equals(slice.getMetadata().getLabels().get(SERVICE)))
                // A Service without Pods has a slice whose list is null.
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                .filter(e -> ready(e) || serves(e))
                // A Pod with an IPv4 and an IPv6 address stands in two slices.
                .forEach(e -> pods.merge(pod(e), ready(e) ? 1 : 0, Math::max));
        return pods;
    }

    private static boolean ready(Endpoint endpoint) {
        // The API defines an absent "ready" as true.
        return Optional.ofNullable(endpoint.getConditions())
                .map(EndpointConditions::getReady)
                .orElse(true);
    }

    private static boolean serves(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.getConditions())
                .map(EndpointConditions::getServing)
                .orElse(false);
    }

    private static String pod(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.getTargetRef())
                .map(ObjectReference::getName)
                .orElse(UNKNOWN);
    }

    private String revisionOf(String pod) {
        return Inventory.named(inventory.pods(), pod)
                .map(ClusterReader::revision)
                .orElse(UNKNOWN);
    }
}
