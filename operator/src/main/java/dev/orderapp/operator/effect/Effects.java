package dev.orderapp.operator.effect;

import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.observe.Inventory;
import dev.orderapp.operator.resources.Blueprint;
import dev.orderapp.operator.resources.Surplus;
import dev.orderapp.operator.rollout.Chapter;
import dev.orderapp.operator.rollout.Failure;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Trial;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries out a plan in an order in which an operator that is killed between any two writes does no harm. */
public final class Effects {
    private static final int REMEMBERED = 10_000;

    private final SideBySide hands = new SideBySide();
    private final Comparisons comparisons = new Comparisons();

    /** Deletions that the informers may not have reported yet, oldest forgotten first. */
    private final Set<String> deleted = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

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
     * @return whether anything was applied, so that the cluster should be looked at again
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if a write failed; all others were tried
     */
    public boolean carryOut(State state, Blueprint blueprint, Inventory inventory, Context<OrderAppRelease> context) {
        Writer writer = new Writer(
                context,
                inventory.owned(),
                new Writer.Means(deleted, hands, comparisons.begin(key(context.getPrimaryResource()))));
        if (state.phase() == Phase.RollingBack) {
            writer.apply(blueprint.services());
            removeRoutes(blueprint, writer);
        }
        blueprint.steps().forEach(writer::apply);
        removeRoutes(blueprint, writer);
        if (writer.allWell()) {
            Set<String> kept = kept(state);
            Surplus.of(context.getPrimaryResource(), blueprint, inventory.owned()).stream()
                    .filter(object -> !isKept(object, kept))
                    .forEach(writer::delete);
        }
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
    }

    private static void removeRoutes(Blueprint blueprint, Writer writer) {
        if (blueprint.canaryIngresses().isEmpty()) {
            writer.deleteCanaryRoutes();
        }
    }

    /** Revisions that somebody may come back to: what they were made of stays, though nothing of it runs. */
    private static Set<String> kept(State state) {
        return Stream.of(
                        state.trials().map(Trial::id),
                        state.failed().stream().map(Failure::revision),
                        state.history().stream().map(Chapter::trial).map(Trial::id))
                .flatMap(revisions -> revisions)
                .collect(Collectors.toSet());
    }

    private static boolean isKept(HasMetadata object, Set<String> kept) {
        return (object instanceof ControllerRevision || object instanceof ConfigMap)
                && Labels.revision(object).filter(kept::contains).isPresent();
    }
}
