package dev.orderapp.operator.observe;

import dev.orderapp.operator.observe.PodMetrics.Counted;
import dev.orderapp.operator.observe.PodMetrics.Seen;
import dev.orderapp.operator.resources.FrozenRevision;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.resources.RevisionInput.Resolution;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.status.StatusReader;
import dev.orderapp.operator.traffic.Router;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one release. Reads caches only, except a ConfigMap's content once per change and the metrics when they are due. */
public final class Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final NamedConfigMaps configMaps;
    private final PodMetrics metrics;
    private final Router router;
    private final Clock clock;

    /**
     * Looks at releases.
     *
     * @param configMaps contents of the ConfigMaps that specs name
     * @param metrics reads the Pods' counters
     * @param router reads canary Ingresses
     * @param clock tells the time that decisions are made at
     */
    public Observer(NamedConfigMaps configMaps, PodMetrics metrics, Router router, Clock clock) {
        this.configMaps = configMaps;
        this.metrics = metrics;
        this.router = router;
        this.clock = clock;
    }

    /** What there is to know about a release. */
    public Sighting look(OrderAppRelease release, Context<OrderAppRelease> context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Inventory inventory = Inventory.of(context);
        Map<String, FrozenRevision> frozen = new HashMap<>();
        inventory.revisions().stream()
                .flatMap(r -> read(r).stream())
                .forEach(f -> frozen.put(f.revision().id(), f));
        Resolution resolution = RevisionInput.of(release.getSpec(), configMaps.of(release));
        Optional<FrozenRevision> target = resolution
                .input()
                .map(input -> frozen.computeIfAbsent(input.id(), id -> FrozenRevision.render(release, input)));
        Request request = RequestReader.read(release, target.map(FrozenRevision::revision));
        State state = StatusReader.read(release.getStatus(), now);
        ClusterReader cluster = new ClusterReader(release.getMetadata().getName(), inventory, router, now);
        Counted counted = count(release, request, state, new Seen(inventory.pods(), now));
        Map<String, Revision> known = new HashMap<>();
        frozen.forEach((id, revision) -> known.put(id, revision.revision()));
        Observation observation = new Observation(now, request, state, cluster.read(known), counted.samples());
        return new Sighting(observation, inventory, frozen, resolution.problem(), counted.commit());
    }

    private Counted count(OrderAppRelease release, Request request, State state, Seen seen) {
        String key = release.getMetadata().getNamespace() + "/"
                + release.getMetadata().getName();
        Optional<Comparison> comparison = Rollout.comparison(seen.at(), request, state);
        if (comparison.isEmpty()) {
            metrics.forget(key);
        }
        return comparison
                .filter(any -> Rollout.isLookDue(seen.at(), request, state))
                .map(compared -> metrics.read(key, RequestReader.metrics(release.getSpec()), compared, seen))
                .orElse(Counted.NOTHING);
    }

    /** One that somebody edited is as good as none: what it was for is unknown then, and stays as it is. */
    private static Optional<FrozenRevision> read(ControllerRevision object) {
        try {
            return Optional.of(FrozenRevision.from(object));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}", object.getMetadata().getNamespace(), e.getMessage());
            return Optional.empty();
        }
    }
}
