package dev.orderapp.operator.observe;

import dev.orderapp.operator.naming.Role;
import dev.orderapp.operator.observe.MetricsReader.Counted;
import dev.orderapp.operator.observe.metrics.Side;
import dev.orderapp.operator.observe.metrics.Subject;
import dev.orderapp.operator.resources.FrozenRevision;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.resources.RevisionInput.Resolution;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.status.StatusReader;
import dev.orderapp.operator.traffic.Claims;
import dev.orderapp.operator.traffic.Router;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at one release. Reads caches only, except a ConfigMap's content once per change and the metrics when they are due. */
public final class Observer {
    private final FrozenRevisions revisions = new FrozenRevisions();
    private final NamedConfigMaps configMaps;
    private final MetricsReader metrics;
    private final RequestReader requests;
    private final Router router;
    private final Clock clock;

    /**
     * Looks at releases.
     *
     * @param configMaps contents of the ConfigMaps that specs name
     * @param metrics reads counters
     * @param router reads canary Ingresses
     * @param clock tells the time that decisions are made at
     */
    public Observer(NamedConfigMaps configMaps, MetricsReader metrics, Router router, Clock clock) {
        this.configMaps = configMaps;
        this.metrics = metrics;
        this.requests = new RequestReader(new DefaultMetrics(metrics.knows(MetricSource.Ingress)));
        this.router = router;
        this.clock = clock;
    }

    /** What there is to know about a release. */
    public Sighting look(OrderAppRelease release, Context<OrderAppRelease> context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Inventory inventory = Inventory.of(context);
        Map<String, FrozenRevision> frozen = new HashMap<>();
        inventory.revisions().stream()
                .flatMap(r -> revisions.read(r).stream())
                .forEach(f -> frozen.put(f.revision().id(), f));
        Resolution resolution = RevisionInput.of(release.getSpec(), configMaps.of(release));
        Optional<FrozenRevision> target = resolution
                .input()
                .map(input -> frozen.computeIfAbsent(input.id(), id -> FrozenRevision.render(release, input)));
        Request request = requests.read(release, target.map(FrozenRevision::revision));
        State state = StatusReader.read(release.getStatus(), now);
        ClusterReader cluster = new ClusterReader(release.getMetadata().getName(), inventory, router, now);
        Counted counted = count(release, request, state, new Seen(inventory.pods(), now));
        Map<String, Revision> known = new HashMap<>();
        frozen.forEach((id, revision) -> known.put(id, revision.revision()));
        List<Obstacle> obstacles = new ArrayList<>();
        resolution.problem().ifPresent(message -> obstacles.add(new Obstacle(Obstacle.Kind.ReferenceMissing, message)));
        obstacles.addAll(
                Claims.obstacles(release, key -> context.getPrimaryCache().byIndex(Claims.INDEX, key)));
        Observation observation =
                new Observation(now, request, state, cluster.read(known), counted.samples(), obstacles);
        return new Sighting(observation, inventory, frozen, counted.commit());
    }

    /** Pods at a time. */
    private record Seen(List<Pod> pods, Instant at) {}

    private Counted count(OrderAppRelease release, Request request, State state, Seen seen) {
        Optional<Subject> subject = Rollout.comparison(seen.at(), request, state)
                .map(compared -> new Subject(
                        release.getMetadata().getNamespace(),
                        release.getMetadata().getName(),
                        compared,
                        services(state.phase(), compared),
                        seen.pods(),
                        seen.at()));
        if (subject.isEmpty()) {
            metrics.forget(release.getMetadata().getNamespace() + "/"
                    + release.getMetadata().getName());
        }
        return subject.filter(any -> Rollout.isLookDue(seen.at(), request, state))
                .map(s -> metrics.read(requests.metrics(release.getSpec()), s))
                .orElse(Counted.NOTHING);
    }

    /**
     * Which Services lead to whom. A promotion switches the stable Services to the new version, at a moment that the ingress controller
     * does not tell: what it counts for them then, and later for a canary Service that leads to the old version's files, is of both.
     */
    static Map<Side, Role> services(Phase phase, Comparison compared) {
        return switch (phase) {
            case Progressing -> Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable);
            // The stable version alone is read, in the canary's place.
            case RolledBack -> compared.stable().isEmpty() ? Map.of(Side.CANARY, Role.stable) : Map.of();
            case Initializing, Stable, Preparing, Promoting, RollingBack -> Map.of();
        };
    }
}
