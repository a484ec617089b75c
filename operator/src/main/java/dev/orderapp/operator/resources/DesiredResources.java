package dev.orderapp.operator.resources;

import dev.orderapp.operator.rollout.Autoscaler;
import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.traffic.EntranceSettings;
import dev.orderapp.operator.traffic.Entrances;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
 * @param deployments per revision and component; those with an autoscaler say no number of Pods
 * @param replicaFloors what those Deployments need at least; raised before they are applied
 * @param podDisruptionBudgets one beside each Deployment
 * @param autoscalers for Deployments whose number of Pods the spec does not say
 * @param jobs migrations, and checks to begin
 * @param keptChecks names of Jobs that are left alone
 * @param services stable and canary, per component
 * @param entrance the Ingresses or HTTPRoutes that lead visitors, one after the other as the router has them; none while nothing serves
 */
public record DesiredResources(
        Set<String> migrating,
        Set<String> unknown,
        List<ControllerRevision> controllerRevisions,
        List<ConfigMap> configMaps,
        List<Deployment> deployments,
        List<ReplicaFloor> replicaFloors,
        List<PodDisruptionBudget> podDisruptionBudgets,
        List<HorizontalPodAutoscaler> autoscalers,
        List<Job> jobs,
        Set<String> keptChecks,
        List<Service> services,
        List<HasMetadata> entrance) {

    /**
     * @param release with namespace, name and uid
     * @param wanted what the rollout wants
     * @param snapshots of revisions by name, at least those that are wanted
     * @param live what leads visitors now
     */
    public static DesiredResources of(
            OrderAppRelease release,
            DesiredState wanted,
            Map<String, RevisionSnapshot> snapshots,
            TrafficObjects live) {
        return new Builder(release, wanted, snapshots).build(live);
    }

    /** The same with Jobs of checks that are to begin. */
    public DesiredResources with(List<Job> checks) {
        List<Job> all = new ArrayList<>(jobs);
        all.addAll(checks);
        return new DesiredResources(
                migrating,
                unknown,
                controllerRevisions,
                configMaps,
                deployments,
                replicaFloors,
                podDisruptionBudgets,
                autoscalers,
                all,
                keptChecks,
                services,
                entrance);
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
                Stream.of(deployments, podDisruptionBudgets, autoscalers, jobs),
                Stream.of(services));
        return Stream.concat(inSteps, entrance.stream().map(List::of).map(Stream::of))
                .map(step -> step.<HasMetadata>flatMap(Collection::stream).toList());
    }

    private static final class Builder {
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

        DesiredResources build(TrafficObjects live) {
            boolean mayChange =
                    wanted.entranceMayChange() && release.unreadable().isEmpty();
            EntranceSettings asked =
                    EntranceSettings.of(release.getSpec(), wanted.stable().keySet());
            EntranceSettings entrance = Entrances.settings(asked, mayChange, live);
            return new DesiredResources(
                    wanted.running(),
                    unknown,
                    known.stream().map(s -> s.toControllerRevision(release)).toList(),
                    known.stream().flatMap(s -> s.configMaps(release).stream()).toList(),
                    perComponent((snapshot, c, replicas) -> Stream.of(workloads.deployment(
                            snapshot,
                            c,
                            autoscaler(snapshot, c).isPresent() ? Optional.empty() : Optional.of(replicas)))),
                    perComponent((snapshot, c, replicas) -> autoscaler(snapshot, c).stream()
                            .map(any -> workloads.replicaFloor(
                                    c, snapshot.revision().id(), replicas))),
                    perComponent((snapshot, c, replicas) -> Stream.of(
                            workloads.podDisruptionBudget(c, snapshot.revision().id()))),
                    perComponent((snapshot, c, replicas) -> autoscaler(snapshot, c).stream()
                            .map(autoscaler ->
                                    workloads.autoscaler(c, snapshot.revision().id(), autoscaler))),
                    jobs(),
                    wanted.checks().kept(),
                    services(),
                    live.canHold(entrance) ? entrance.objects(release, wanted.routes()) : List.of());
        }

        private interface Build<T> {
            Stream<T> build(RevisionSnapshot snapshot, ComponentName component, int replicas);
        }

        private Optional<Autoscaler> autoscaler(RevisionSnapshot snapshot, ComponentName component) {
            return Optional.ofNullable(wanted.autoscalers()
                    .getOrDefault(snapshot.revision().id(), Map.of())
                    .get(component));
        }

        private <T> List<T> perComponent(Build<T> build) {
            List<T> all = new ArrayList<>();
            for (RevisionSnapshot snapshot : known) {
                Map<ComponentName, Integer> replicas =
                        wanted.replicas().getOrDefault(snapshot.revision().id(), Map.of());
                snapshot.templates().keySet().stream()
                        .filter(replicas::containsKey)
                        .forEach(c -> build.build(snapshot, c, replicas.get(c)).forEach(all::add));
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
