package dev.orderapp.operator.effect;

import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.naming.Role;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes single objects of one release in one pass, and only where something differs. A write that fails keeps no other
 * one from being tried; {@link #finish} tells of it at the end.
 */
final class Writer {
    private final Context<OrderAppRelease> context;
    private final Set<String> deleted;
    private final SideBySide hands;
    private final Comparisons.Pass comparisons;
    private final Map<String, HasMetadata> live = new ConcurrentHashMap<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean applied;

    /**
     * What outlives a pass.
     *
     * @param deleted uids of what was deleted before, whether or not the informers have heard of it
     * @param hands write what may be written at the same time
     * @param comparisons remember what needs none
     */
    record Means(Set<String> deleted, SideBySide hands, Comparisons.Pass comparisons) {}

    /**
     * For one pass.
     *
     * @param context of the release
     * @param live the objects that the release has
     * @param means what outlives a pass
     */
    Writer(Context<OrderAppRelease> context, List<? extends HasMetadata> live, Means means) {
        this.context = context;
        this.deleted = means.deleted();
        this.hands = means.hands();
        this.comparisons = means.comparisons();
        live.forEach(object -> this.live.put(key(object), object));
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    /** Makes objects what they should be, by server-side apply, all at the same time; returns when all are written. */
    void apply(Collection<? extends HasMetadata> desired) {
        hands.run(desired.stream().flatMap(object -> write(object).stream()).toList());
    }

    /** What makes an object what it should be, unless it is that already. */
    private <T extends HasMetadata> Optional<Runnable> write(T desired) {
        @SuppressWarnings("unchecked") // Same kind, same class.
        Optional<T> actual = Optional.ofNullable((T) live.get(key(desired)));
        if (actual.isPresent() && matches(actual.get(), desired)) {
            return Optional.empty();
        }
        if (desired instanceof Ingress && actual.isPresent()) {
            // Names the very object that was observed: a former leader, or somebody's new Ingress of this name, is
            // refused.
            desired.getMetadata().setUid(actual.get().getMetadata().getUid());
            desired.getMetadata().setResourceVersion(actual.get().getMetadata().getResourceVersion());
        }
        return Optional.of(() -> attempt(() -> {
            T written = context.resourceOperations().serverSideApply(desired);
            live.put(key(written), written);
            applied = true;
        }));
    }

    private <T extends HasMetadata> boolean matches(T actual, T desired) {
        // These never change once they are written; the API server would refuse it.
        boolean written =
                desired instanceof ControllerRevision || desired instanceof ConfigMap || desired instanceof Job;
        return written
                || comparisons.matches(actual, desired, () -> SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
                        .matches(actual, desired, context));
    }

    /** Takes all canary Ingresses away in one call, so that no visitor sees page and API of two versions in between. */
    void deleteCanaryRoutes() {
        List<HasMetadata> routes = live.values().stream()
                .filter(o -> o instanceof Ingress && isCanary(o) && !deleted.contains(uid(o)))
                .toList();
        if (routes.isEmpty()) {
            return;
        }
        ObjectMeta release = context.getPrimaryResource().getMetadata();
        attempt(() -> {
            context.getClient()
                    .network()
                    .v1()
                    .ingresses()
                    .inNamespace(release.getNamespace())
                    .withLabels(Labels.common(release.getName()))
                    .withLabel(Labels.ROLE, Role.canary.name())
                    .delete();
            routes.forEach(o -> deleted.add(uid(o)));
        });
    }

    private static boolean isCanary(HasMetadata object) {
        return Role.canary.name().equals(object.getMetadata().getLabels().get(Labels.ROLE));
    }

    /** Deletes just the object that was observed: one that has changed since answers 409, and the next pass looks again. */
    void delete(HasMetadata object) {
        if (object.isMarkedForDeletion() || deleted.contains(uid(object))) {
            return;
        }
        attempt(() -> {
            context.getClient()
                    .resource(object)
                    .lockResourceVersion(object.getMetadata().getResourceVersion())
                    .delete();
            deleted.add(uid(object));
        });
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private void attempt(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /** Whether every write so far went well. */
    boolean allWell() {
        return failures.isEmpty();
    }

    /**
     * Ends the pass.
     *
     * @return whether anything was applied, which the informers do not report back
     * @throws RuntimeException the first failure, with the others attached
     */
    boolean finish() {
        comparisons.end();
        if (failures.isEmpty()) {
            return applied;
        }
        RuntimeException first = failures.element();
        failures.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }
}
