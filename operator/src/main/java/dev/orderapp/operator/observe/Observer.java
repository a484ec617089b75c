package dev.orderapp.operator.observe;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.metrics.DefaultMetrics;
import dev.orderapp.operator.metrics.MetricsReader;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.PendingSamples;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.resources.RevisionInput.Resolution;
import dev.orderapp.operator.resources.RevisionSnapshot;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.status.StatusReader;
import dev.orderapp.operator.traffic.Entrances;
import dev.orderapp.operator.traffic.ForeignHttpRoute;
import dev.orderapp.operator.traffic.ForeignIngress;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.operator.traffic.HostClaims;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes one release, and changes nothing. Reads caches only, except a ConfigMap's content once per change and the metrics when they are due. */
public final class Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final RevisionSnapshots revisions = new RevisionSnapshots();
    private final ReferencedConfigMaps configMaps;
    private final Function<String, List<GenericKubernetesResource>> foreignIngresses;
    private final Function<String, List<GenericKubernetesResource>> foreignHttpRoutes;
    private final Function<ResourceID, Optional<Gateway>> gateways;
    private final MetricsReader metrics;
    private final RequestReader requests;
    private final Clock clock;

    /**
     * @param configMaps contents of the ConfigMaps that specs name
     * @param foreignIngresses the Ingresses of no release by {@link ForeignIngress#keys key}
     * @param foreignHttpRoutes the HTTPRoutes of no release by {@link ForeignHttpRoute#keys key}
     * @param gateways those that the operator may see, by name
     * @param metrics reads counters
     * @param clock tells the time that decisions are made at
     */
    public Observer(
            ReferencedConfigMaps configMaps,
            Function<String, List<GenericKubernetesResource>> foreignIngresses,
            Function<String, List<GenericKubernetesResource>> foreignHttpRoutes,
            Function<ResourceID, Optional<Gateway>> gateways,
            MetricsReader metrics,
            Clock clock) {
        this.configMaps = configMaps;
        this.foreignIngresses = foreignIngresses;
        this.foreignHttpRoutes = foreignHttpRoutes;
        this.gateways = gateways;
        this.metrics = metrics;
        this.requests = new RequestReader(new DefaultMetrics(metrics.isConfigured(MetricSource.Ingress)));
        this.clock = clock;
    }

    /**
     * All that a decision about a release needs.
     *
     * @param gatewayApi whether HTTPRoutes can be written
     */
    public Snapshot observe(OrderAppRelease release, Context<OrderAppRelease> context, GatewayApi gatewayApi) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Inventory inventory = Inventory.of(context);
        Map<String, RevisionSnapshot> snapshots = new HashMap<>();
        inventory.revisions().stream()
                .flatMap(r -> revisions.read(r).stream())
                .forEach(s -> snapshots.put(s.revision().id(), s));
        State state = StatusReader.of(release, now);
        List<Obstacle> obstacles = new ArrayList<>();
        Optional<RevisionSnapshot> target = referencedConfigMaps(release, state, obstacles)
                .flatMap(contents -> target(release, contents, snapshots, obstacles));
        Request request = requests.read(release, target.map(RevisionSnapshot::revision));
        Instant recently = now.minus(PodHealth.RECENT);
        Instant crashesSince = state.since().isAfter(recently) ? state.since() : recently;
        TrafficObjects traffic = inventory.traffic(release.getMetadata().getName(), gatewayApi, gateways);
        ClusterReader cluster = new ClusterReader(inventory, traffic, crashesSince);
        PendingSamples measured = measure(release, request, state, inventory.pods(), now);
        Map<String, Revision> known = new HashMap<>();
        snapshots.forEach((id, snapshot) -> known.put(id, snapshot.revision()));
        obstacles.addAll(
                HostClaims.obstacles(release, key -> context.getPrimaryCache().byIndex(HostClaims.INDEX, key)));
        ForeignIngress.obstacle(release, foreignIngresses).ifPresent(obstacles::add);
        ForeignHttpRoute.obstacle(release, foreignHttpRoutes).ifPresent(obstacles::add);
        obstacles.addAll(Entrances.obstacles(release, traffic, now));
        Observation observation = new Observation(
                now,
                request,
                state,
                cluster.read(known, Entrances.entrance(release, traffic, now)),
                measured.samples(),
                obstacles);
        return new Snapshot(observation, inventory, traffic, snapshots, measured);
    }

    /** The ConfigMaps that the spec names; empty if that can't be told, and {@code obstacles} says why. What runs is supervised meanwhile. */
    private Optional<Map<String, ConfigMap>> referencedConfigMaps(
            OrderAppRelease release, State state, List<Obstacle> obstacles) {
        if (!release.unreadable().isEmpty()) {
            release.unreadable().forEach(sentence -> obstacles.add(unreadable(sentence)));
            return Optional.empty();
        }
        try {
            return Optional.of(configMaps.of(release));
        } catch (KubernetesClientException e) {
            if (!isSupervised(state)) {
                throw e; // The reconcile is tried again, and nothing runs that had to be watched meanwhile.
            }
            obstacles.add(new Obstacle(
                    Obstacle.Kind.ReferenceMissing, "a ConfigMap that spec names can't be read: " + e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether something runs that has to be watched, and whose next reconcile comes by itself. */
    private static boolean isSupervised(State state) {
        return state.canary().isPresent() || state.previous().isPresent();
    }

    /** The spec's revision; without one, {@code obstacles} says why. */
    private static Optional<RevisionSnapshot> target(
            OrderAppRelease release,
            Map<String, ConfigMap> configMaps,
            Map<String, RevisionSnapshot> snapshots,
            List<Obstacle> obstacles) {
        try {
            Resolution resolution = RevisionInput.of(release.getSpec(), configMaps);
            resolution
                    .problem()
                    .ifPresent(message -> obstacles.add(new Obstacle(Obstacle.Kind.ReferenceMissing, message)));
            return resolution
                    .input()
                    .map(input -> snapshots.computeIfAbsent(input.id(), id -> RevisionSnapshot.render(release, input)));
        } catch (RuntimeException e) { // The spec is at fault, which concerns its owner alone.
            LOG.warn("{}: no revision can be made from its spec", QualifiedName.of(release), e);
            obstacles.add(unreadable("no revision can be made from spec.backend and spec.frontend (" + e.getMessage()
                    + "): see the operator's log"));
            return Optional.empty();
        }
    }

    private static Obstacle unreadable(String sentence) {
        return new Obstacle(Obstacle.Kind.Unreadable, sentence);
    }

    /** The metrics' samples, where a measurement is due. */
    private PendingSamples measure(OrderAppRelease release, Request request, State state, List<Pod> pods, Instant now) {
        ResourceID id = ResourceID.fromResource(release);
        Optional<MetricScope> scope = Rollout.comparison(now, request, state)
                .map(compared -> new MetricScope(
                        release.getMetadata().getNamespace(),
                        release.getMetadata().getName(),
                        compared,
                        services(state.phase(), compared),
                        requests.metricsPages(release.getSpec()),
                        pods,
                        now));
        if (scope.isEmpty()) {
            metrics.forget(id);
        }
        return scope.filter(any -> Rollout.isMeasurementDue(now, request, state))
                .map(s -> measure(requests.metrics(release.getSpec()), s))
                .orElseGet(() -> PendingSamples.uncounted(id, Map.of()));
    }

    /** A source that breaks is unavailable, as one that does not answer: what is judged besides must go on. */
    private PendingSamples measure(List<MetricSpec> asked, MetricScope scope) {
        try {
            return metrics.measure(asked, scope);
        } catch (RuntimeException e) {
            LOG.warn("{}: its metrics could not be read", QualifiedName.of(scope.id()), e);
            Map<String, Sample> missing = new HashMap<>();
            asked.stream()
                    .map(MetricQuery::name)
                    .forEach(
                            name -> missing.put(name, Sample.missing(name + ": could not be read: " + e.getMessage())));
            return PendingSamples.uncounted(scope.id(), missing);
        }
    }

    /** To be called once the decision on a snapshot is saved: what was measured for it is then not counted again. */
    public void commit(Snapshot snapshot) {
        metrics.commit(snapshot.measured());
    }

    /**
     * Which Services lead to which side. A promotion switches the stable Services to the new version, at a moment that the ingress controller
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
