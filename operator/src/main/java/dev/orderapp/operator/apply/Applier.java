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
import io.javaoperatorsdk.operator.api.reconciler.Context;
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

/** Carries out a plan in an order in which an operator that is killed between any two writes does no harm. */
public final class Applier {
    private static final int REMEMBERED = 10_000;

    private final ParallelExecutor hands = new ParallelExecutor();
    private final MatchCache comparisons = new MatchCache();
    private final Map<String, WriteOutcomes> outcomes = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** Deletions that the informers may not have reported yet, oldest forgotten first. */
    private final Set<String> deleted = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** @param nanos tells how time goes by, in nanoseconds */
    public Applier(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * What a pass has done.
     *
     * @param applied whether anything was applied, so that the cluster should be looked at again: the informers do not report it
     * @param conflict whether something has changed since it was observed
     * @param refused whether something could not be written
     */
    public record Result(boolean applied, boolean conflict, boolean refused) {}

    /** What keeps the cluster from being what was wanted in the passes before. */
    public Optional<Obstacle> obstacle(OrderAppRelease release) {
        return outcomes(release).obstacle();
    }

    /** Obstacles of the last pass that have yet to be told. */
    public List<Obstacle> news(OrderAppRelease release) {
        return outcomes(release).news();
    }

    /** When something is to be written again, or is no obstacle any more. */
    public Optional<Duration> next(OrderAppRelease release) {
        return outcomes(release).next();
    }

    private WriteOutcomes outcomes(OrderAppRelease release) {
        return outcomes.computeIfAbsent(key(release), name -> new WriteOutcomes(nanos, told(release)));
    }

    /** An operator that starts does not know yet what the one before it has met, and does not tell it anew. */
    private static Optional<Obstacle> told(OrderAppRelease release) {
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
     * Makes the cluster what is wanted: new Pods, Services, Ingresses, then removals, so that nothing goes before what
     * replaces it is there. Each step of this order begins when all writes of the one before are over. A canary that is taken
     * back loses its traffic before anything else is tried.
     *
     * @throws RuntimeException if something failed that is not the API server's doing; all else was tried
     */
    public Result carryOut(
            State state, DesiredResources blueprint, Inventory inventory, Context<OrderAppRelease> context) {
        OrderAppRelease release = context.getPrimaryResource();
        Writer writer = new Writer(
                context,
                inventory,
                new Writer.SharedState(deleted, hands, comparisons.begin(key(release)), outcomes(release)));
        if (state.phase() == Phase.RollingBack) {
            writer.apply(blueprint.services());
            removeRoutes(blueprint, writer);
        }
        blueprint.steps().forEach(writer::apply);
        removeRoutes(blueprint, writer);
        Set<String> kept = kept(state);
        StaleResources.of(release, blueprint, inventory.owned()).stream()
                .filter(object -> !isKept(object, kept) && writer.mayGo(object))
                .forEach(writer::delete);
        return writer.finish();
    }

    /** {@code <namespace>/<name>} */
    private static String key(OrderAppRelease release) {
        return release.getMetadata().getNamespace() + "/"
                + release.getMetadata().getName();
    }

    /** Drops what is remembered of a release that is gone, {@code <namespace>/<name>}. */
    public void forget(String release) {
        comparisons.forget(release);
        outcomes.remove(release);
    }

    private static void removeRoutes(DesiredResources blueprint, Writer writer) {
        if (blueprint.canaryIngresses().isEmpty()) {
            writer.deleteCanaryRoutes();
        }
    }

    /** Revisions that somebody may come back to: what they were made of stays, though nothing of it runs. */
    private static Set<String> kept(State state) {
        return Stream.of(
                        state.trials().map(Attempt::id),
                        state.failed().stream().map(FailedRevision::revision),
                        state.history().stream().map(FinishedAttempt::trial).map(Attempt::id))
                .flatMap(revisions -> revisions)
                .collect(Collectors.toSet());
    }

    private static boolean isKept(HasMetadata object, Set<String> kept) {
        return (object instanceof ControllerRevision || object instanceof ConfigMap)
                && Labels.revision(object).filter(kept::contains).isPresent();
    }
}
