package dev.orderapp.operator.apply;

import dev.orderapp.operator.observe.Inventory;
import dev.orderapp.operator.resources.DesiredResources;
import dev.orderapp.operator.resources.StaleResources;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies a plan, in an order in which an operator that is killed between any two writes does no harm. */
public final class Applier {
    private static final int MAX_DELETED = 10_000;

    private final ParallelExecutor executor = new ParallelExecutor();
    private final MatchCache matches = new MatchCache();
    private final Map<ResourceID, WriteOutcomes> outcomes = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** Deletions that the informers may not have reported yet, oldest forgotten first. */
    private final Set<String> deleted = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_DELETED;
        }
    }));

    /** @param nanos tells how time goes by, in nanoseconds */
    public Applier(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * What a reconcile has written.
     *
     * @param applied whether anything was applied, so that the next reconcile should follow at once: the informers do not report it
     * @param conflict whether something has changed since it was observed
     * @param refused whether something could not be written
     */
    public record Result(boolean applied, boolean conflict, boolean refused) {}

    /** What keeps the cluster from being what was wanted in the reconciles before. */
    public Optional<Obstacle> obstacle(OrderAppRelease release) {
        return outcomes(release).obstacle();
    }

    /** Obstacles of the last reconcile that have yet to be recorded. */
    public List<Obstacle> newObstacles(OrderAppRelease release) {
        return outcomes(release).newObstacles();
    }

    /** How long until something is to be written again, or is no obstacle any more. */
    public Optional<Duration> retryAfter(OrderAppRelease release) {
        return outcomes(release).retryAfter();
    }

    private WriteOutcomes outcomes(OrderAppRelease release) {
        return outcomes.computeIfAbsent(
                ResourceID.fromResource(release), id -> new WriteOutcomes(nanos, recorded(release)));
    }

    /** An operator that starts does not know yet what the one before it has met, and does not record it anew. */
    private static Optional<Obstacle> recorded(OrderAppRelease release) {
        return Optional.ofNullable(release.getStatus()).map(OrderAppReleaseStatus::conditions).stream()
                .flatMap(List::stream)
                .filter(c -> c.getType().equals(ConditionType.Applied.name())
                        && c.getStatus().equals("False"))
                .flatMap(c -> Stream.of(Obstacle.Kind.values())
                        .filter(kind -> kind.name().equals(c.getReason()))
                        .map(kind -> new Obstacle(kind, c.getMessage())))
                .findFirst();
    }

    /**
     * Saves what was decided, unless it is saved already. Intent comes before effect: if this fails, nothing else may happen.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if the release has changed since it was
     *     observed
     */
    public void save(OrderAppRelease observed, OrderAppReleaseStatus status, Context<OrderAppRelease> context) {
        if (status.equals(observed.getStatus())) {
            return;
        }
        OrderAppRelease fresh = new OrderAppRelease();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(observed.getMetadata().getNamespace())
                .withName(observed.getMetadata().getName())
                .withResourceVersion(observed.getMetadata().getResourceVersion())
                .build());
        fresh.setStatus(status);
        context.resourceOperations().updatePrimaryStatus(fresh);
    }

    /**
     * Makes the cluster what is wanted: new Pods, Services, Ingresses or HTTPRoutes, then removals, so that nothing goes before what
     * replaces it is there. Each step of this order begins when all writes of the one before are over. A canary that is rolled
     * back loses its traffic before anything else is tried.
     *
     * @throws RuntimeException if something failed that is not the API server's doing; all else was tried
     */
    public Result apply(State state, DesiredResources desired, Inventory inventory, Context<OrderAppRelease> context) {
        OrderAppRelease release = context.getPrimaryResource();
        Writer writer = new Writer(
                context,
                inventory,
                new Writer.SharedState(
                        deleted, executor, matches.begin(ResourceID.fromResource(release)), outcomes(release)));
        if (state.phase() == Phase.RollingBack) {
            writer.apply(desired.services());
            writer.apply(httpRoutes(desired));
            removeCanaryIngresses(desired, writer);
        }
        writer.raise(desired.replicaFloors());
        desired.steps().forEach(writer::apply);
        removeCanaryIngresses(desired, writer);
        Set<String> kept = kept(state);
        StaleResources.of(release, desired, inventory.owned()).stream()
                .filter(object -> !isKept(object, kept) && writer.canDelete(object))
                .forEach(writer::delete);
        return writer.finish();
    }

    /** Drops what is remembered of a release that is deleted. */
    public void forget(ResourceID release) {
        matches.forget(release);
        outcomes.remove(release);
    }

    /** In one of these a canary's share is rules, which go when it is written. */
    private static List<HasMetadata> httpRoutes(DesiredResources desired) {
        return desired.entrance().stream().filter(HTTPRoute.class::isInstance).toList();
    }

    private static void removeCanaryIngresses(DesiredResources desired, Writer writer) {
        if (desired.entrance().stream().noneMatch(Writer::isCanary)) {
            writer.deleteCanaryIngresses();
        }
    }

    /** Revisions that a user may come back to: what they were made of stays, though nothing of it runs. */
    private static Set<String> kept(State state) {
        return Stream.of(
                        state.attempts().map(Attempt::id),
                        state.failed().stream().map(FailedRevision::revision),
                        state.history().stream().map(FinishedAttempt::attempt).map(Attempt::id))
                .flatMap(revisions -> revisions)
                .collect(Collectors.toSet());
    }

    private static boolean isKept(HasMetadata object, Set<String> kept) {
        return (object instanceof ControllerRevision || object instanceof ConfigMap)
                && Labels.revision(object).filter(kept::contains).isPresent();
    }
}
