package dev.orderapp.operator.resources;

import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.traffic.IngressSettings;
import dev.orderapp.operator.traffic.NginxIngressRouter;
import dev.orderapp.operator.traffic.Router;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All objects that a release should have, in the order in which to apply them. Removals come after, see {@link StaleResources}.
 *
 * @param migrating revisions whose migration has begun, which is never stopped
 * @param unknown revisions that are wanted, and of which no snapshot is kept: nothing of theirs can be rebuilt, so nothing of theirs is removed
 * @param controllerRevisions first: what is made from them can then always be made again
 * @param configMaps the revisions' own copies
 * @param deployments per revision and component
 * @param podDisruptionBudgets one beside each Deployment
 * @param jobs migrations
 * @param services stable and canary, per component
 * @param ingress the stable Ingress; empty while nothing serves
 * @param canaryIngresses per component that has a route, one after the other as the router has them
 */
public record DesiredResources(
        Set<String> migrating,
        Set<String> unknown,
        List<ControllerRevision> controllerRevisions,
        List<ConfigMap> configMaps,
        List<Deployment> deployments,
        List<PodDisruptionBudget> podDisruptionBudgets,
        List<Job> jobs,
        List<Service> services,
        Optional<Ingress> ingress,
        List<Ingress> canaryIngresses) {

    /**
     * @param release with namespace, name and uid
     * @param wanted what the rollout wants
     * @param snapshots of revisions by name, at least those that are wanted
     * @param stableIngress the stable Ingress as the cluster has it
     */
    public static DesiredResources of(
            OrderAppRelease release,
            DesiredState wanted,
            Map<String, RevisionSnapshot> snapshots,
            Optional<Ingress> stableIngress) {
        return new Builder(release, wanted, snapshots).build(stableIngress);
    }

    /** All of them. */
    public Stream<HasMetadata> objects() {
        return steps().flatMap(List::stream);
    }

    /** All of them in the order in which to apply them. Those of one step need nothing of each other. */
    public Stream<List<HasMetadata>> steps() {
        Stream<Stream<? extends Collection<? extends HasMetadata>>> inSteps = Stream.of(
                Stream.of(controllerRevisions),
                Stream.of(configMaps),
                Stream.of(deployments, podDisruptionBudgets, jobs),
                Stream.of(services),
                Stream.of(ingress.map(List::of).orElse(List.of())));
        return Stream.concat(inSteps, canaryIngresses.stream().map(List::of).map(Stream::of))
                .map(step -> step.<HasMetadata>flatMap(Collection::stream).toList());
    }

    private static final class Builder {
        private static final Router ROUTER = new NginxIngressRouter();

        private final OrderAppRelease release;
        private final DesiredState wanted;
        private final Set<String> revisions = new TreeSet<>();
        private final Set<String> unknown;
        private final List<RevisionSnapshot> known;
        private final Workloads workloads;

        Builder(OrderAppRelease release, DesiredState wanted, Map<String, RevisionSnapshot> snapshots) {
            this.release = release;
            this.wanted = wanted;
            revisions.addAll(wanted.replicas().keySet());
            revisions.addAll(wanted.migrations().keySet());
            known = revisions.stream()
                    .filter(snapshots::containsKey)
                    .map(snapshots::get)
                    .toList();
            unknown = new TreeSet<>(revisions);
            unknown.removeAll(snapshots.keySet());
            workloads = new Workloads(release);
        }

        DesiredResources build(Optional<Ingress> stableIngress) {
            IngressSettings ingress = ingressSettings(stableIngress);
            return new DesiredResources(
                    wanted.running(),
                    unknown,
                    known.stream().map(s -> s.toControllerRevision(release)).toList(),
                    known.stream().flatMap(s -> s.configMaps(release).stream()).toList(),
                    perComponent((snapshot, c, replicas) -> workloads.deployment(snapshot, c, replicas)),
                    perComponent((snapshot, c, replicas) ->
                            workloads.podDisruptionBudget(c, snapshot.revision().id())),
                    jobs(),
                    services(),
                    Optional.of(ingress).filter(i -> !i.paths().isEmpty()).map(i -> ROUTER.stableIngress(release, i)),
                    ROUTER.canaryIngresses(release, ingress, wanted.routes()));
        }

        private IngressSettings ingressSettings(Optional<Ingress> stableIngress) {
            Optional<IngressSettings> inUse = stableIngress
                    .filter(i ->
                            !wanted.ingressMayChange() || !release.unreadable().isEmpty())
                    .flatMap(IngressSettings::recordedOn);
            return inUse.orElseGet(
                    () -> IngressSettings.of(release.getSpec(), wanted.stable().keySet()));
        }

        private interface Build<T> {
            T build(RevisionSnapshot snapshot, ComponentName component, int replicas);
        }

        private <T> List<T> perComponent(Build<T> build) {
            List<T> all = new ArrayList<>();
            for (RevisionSnapshot snapshot : known) {
                Map<ComponentName, Integer> replicas =
                        wanted.replicas().getOrDefault(snapshot.revision().id(), Map.of());
                snapshot.templates().keySet().stream()
                        .filter(replicas::containsKey)
                        .forEach(c -> all.add(build.build(snapshot, c, replicas.get(c))));
            }
            return all;
        }

        private List<Job> jobs() {
            return known.stream()
                    .filter(s -> wanted.migrations().containsKey(s.revision().id()))
                    .flatMap(s -> s.migration().stream().map(template -> {
                        String id = s.revision().id();
                        return workloads.migration(id, wanted.migrations().get(id), template);
                    }))
                    .toList();
        }

        private List<Service> services() {
            List<Service> all = new ArrayList<>();
            for (ComponentName c : ComponentName.values()) {
                Optional.ofNullable(wanted.stable().get(c))
                        .ifPresent(revision -> all.add(Services.service(release, c, Role.stable, revision)));
                Optional.ofNullable(wanted.canary().get(c))
                        .ifPresent(revision -> all.add(Services.service(release, c, Role.canary, revision)));
                Optional.ofNullable(wanted.other().get(c))
                        .ifPresent(revision -> all.add(Services.service(release, c, Role.other, revision)));
            }
            return all;
        }
    }
}
