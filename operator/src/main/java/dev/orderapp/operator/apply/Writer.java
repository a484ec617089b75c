package dev.orderapp.operator.apply;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.observe.Inventory;
import dev.orderapp.operator.resources.ReplicaFloor;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Writes single objects of one release in one reconcile, and only where something differs. A write that fails keeps no other
 * one from being tried, and what the release does not control is neither written nor deleted.
 */
final class Writer {
    private static final Set<String> ENTRANCES = Set.of("Ingress", "HTTPRoute");
    private static final String SERVICE = "Service";

    private final OrderAppRelease release;
    private final Context<OrderAppRelease> context;
    private final ApiRequests requests;
    private final SharedState shared;
    private final Map<String, HasMetadata> live = new ConcurrentHashMap<>();
    private final Map<String, HasMetadata> foreign = new ConcurrentHashMap<>();
    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final Set<String> unchanged = ConcurrentHashMap.newKeySet();
    private final Queue<RuntimeException> errors = new ConcurrentLinkedQueue<>();
    private volatile boolean applied;
    private volatile boolean conflict;
    private volatile boolean refused;

    /**
     * What outlives a reconcile.
     *
     * @param deleted uids of what was deleted before, whether or not the informers have heard of it
     * @param executor writes what may be written at the same time
     * @param matches what needs no write
     * @param outcomes what was refused
     */
    record SharedState(
            Set<String> deleted,
            ParallelExecutor executor,
            MatchCache.ReleaseMatches matches,
            WriteOutcomes outcomes) {}

    /**
     * @param context of the release
     * @param inventory the objects that the release has, and others of such names
     * @param shared what outlives a reconcile
     */
    Writer(Context<OrderAppRelease> context, Inventory inventory, SharedState shared) {
        this.release = context.getPrimaryResource();
        this.context = context;
        this.requests = new ApiRequests(context);
        this.shared = shared;
        inventory.owned().forEach(object -> live.put(key(object), object));
        inventory.foreign().forEach(object -> foreign.put(key(object), object));
    }

    private static String key(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    /** Makes objects what they should be, by server-side apply, all at the same time; returns when all are written. */
    void apply(Collection<? extends HasMetadata> desired) {
        shared.executor()
                .run(desired.stream().flatMap(object -> write(object).stream()).toList());
    }

    /**
     * Gives Deployments the Pods that they need, and never takes any: the number is an autoscaler's. One that was the operator's until
     * now is handed over as it is, as the API server would set it to 1 once nobody owns it.
     */
    void raise(Collection<ReplicaFloor> floors) {
        shared.executor()
                .run(floors.stream().flatMap(floor -> raise(floor).stream()).toList());
    }

    private Optional<Runnable> raise(ReplicaFloor floor) {
        if (!(live.get("Deployment " + floor.deployment()) instanceof Deployment deployment)) {
            return Optional.empty();
        }
        int now = deployment.getSpec().getReplicas();
        String name = key(deployment) + " .spec.replicas";
        String hash = String.valueOf(floor.replicas());
        attempted.add(name);
        if (now >= floor.replicas() && isHandedOver(deployment)) {
            shared.outcomes().inSync(name);
            return Optional.empty();
        }
        if (!shared.outcomes().isDue(name, hash)) {
            return Optional.empty();
        }
        return Optional.of(() -> attempt(name, deployment, hash, () -> {
            Optional<String> contested = shared.outcomes().isContested(name)
                    ? Optional.of(name + " is lowered again and again by another writer than its autoscaler, below the "
                            + floor.replicas() + " that are needed: stop the other one")
                    : Optional.empty();
            written(requests.scale(deployment, Math.max(now, floor.replicas())));
            shared.outcomes().restored(name, hash, contested);
        }));
    }

    /** Whether the number of Pods stays when it is not applied any more. */
    private boolean isHandedOver(Deployment deployment) {
        return !ownsReplicas(deployment, requests.manager()) || ownsReplicas(deployment, requests.replicasManager());
    }

    private static boolean ownsReplicas(Deployment deployment, String manager) {
        return OwnFields.of(deployment, manager)
                .flatMap(own -> own.field("spec"))
                .flatMap(spec -> spec.field("replicas"))
                .isPresent();
    }

    /** Applied without its number of Pods before that was handed over, it would have one Pod. */
    private boolean wouldLosePods(HasMetadata desired, HasMetadata actual) {
        return desired instanceof Deployment wanted
                && wanted.getSpec().getReplicas() == null
                && actual instanceof Deployment deployment
                && !isHandedOver(deployment);
    }

    /** What makes an object what it should be, unless it is that already, or was refused a moment ago. */
    private <T extends HasMetadata> Optional<Runnable> write(T desired) {
        String name = key(desired);
        attempted.add(name);
        @SuppressWarnings("unchecked") // Same kind, same class.
        Optional<T> actual = Optional.ofNullable((T) live.get(name));
        if (actual.isPresent() && DesiredObject.isWrittenOnce(desired)) {
            shared.outcomes().inSync(name);
            return Optional.empty();
        }
        if (actual.filter(a -> wouldLosePods(desired, a)).isPresent()) {
            recordUnchanged(desired);
            return Optional.empty();
        }
        DesiredObject<T> wanted = DesiredObject.of(desired);
        Optional<Drift> drift = actual.map(a -> drift(a, wanted));
        if (drift.filter(d -> !d.needsWrite()).isPresent()) {
            recordOverruled(name, drift.get());
            return Optional.empty();
        }
        if (!shared.outcomes().isDue(name, wanted.hash())) {
            recordUnchanged(desired);
            return Optional.empty();
        }
        return Optional.of(() -> attempt(wanted.object(), wanted.hash(), () -> {
            if (drift.isPresent()) {
                update(wanted, actual.get(), drift.get());
            } else {
                create(wanted);
            }
        }));
    }

    private Drift drift(HasMetadata actual, DesiredObject<?> wanted) {
        Supplier<Drift> compare = () -> Drift.of(actual, wanted, requests.manager());
        return shared.matches().drift(actual, wanted.hash(), compare);
    }

    private void recordOverruled(String name, Drift drift) {
        drift.difference()
                .map(d -> name + ": " + d.field() + " is " + d.actual() + " where the operator wrote " + d.wanted()
                        + "; an admission policy or webhook changes it: exempt the release's objects from it, or say"
                        + " its value in the release")
                .ifPresentOrElse(sentence -> shared.outcomes().overruled(name, sentence), () -> shared.outcomes()
                        .inSync(name));
    }

    private <T extends HasMetadata> void create(DesiredObject<T> wanted) {
        String name = key(wanted.object());
        Optional<HasMetadata> there = Optional.ofNullable(foreign.get(name)).or(() -> requests.find(wanted.object()));
        if (there.isEmpty()) {
            written(requests.apply(wanted, Optional.empty()));
            shared.outcomes().written(name);
        } else if (OwnedMetadata.by(release, there.get())) {
            // The informers have yet to hear of it.
            conflict = true;
        } else {
            isForeign(name, wanted.hash(), there.get());
        }
    }

    private void isForeign(String name, String hash, HasMetadata object) {
        if (OwnedMetadata.byPredecessor(release, object)) {
            shared.outcomes()
                    .leftOver(
                            name,
                            hash,
                            name
                                    + " is left over from a deleted release of this name, and is not collected: delete it");
        } else {
            shared.outcomes()
                    .foreign(
                            name,
                            hash,
                            name
                                    + " does not belong to this release, and is left alone: delete or rename it, or give the"
                                    + " release another name");
        }
    }

    private <T extends HasMetadata> void update(DesiredObject<T> wanted, T actual, Drift drift) {
        T desired = wanted.object();
        String name = key(desired);
        boolean contested = drift.isUndone() && shared.outcomes().isContested(name);
        Optional<String> conflicts =
                contested ? Optional.of(requests.conflicts(desired).orElse("a field")) : Optional.empty();
        written(requests.apply(wanted, Optional.of(actual)));
        if (drift.isUndone()) {
            shared.outcomes()
                    .restored(
                            name,
                            wanted.hash(),
                            conflicts.map(fields -> name + ": another writer changes " + fields
                                    + " again and again, and the operator changes it back: stop the other one"));
        } else {
            shared.outcomes().written(name);
        }
    }

    private void written(HasMetadata object) {
        live.put(key(object), object);
        applied = true;
    }

    /** Takes all canary Ingresses away in one call, so that no visitor sees page and API of two versions in between. */
    void deleteCanaryIngresses() {
        List<HasMetadata> routes = live.values().stream()
                .filter(o ->
                        o instanceof Ingress && isCanary(o) && !shared.deleted().contains(uid(o)))
                .toList();
        if (routes.isEmpty()) {
            return;
        }
        if (foreign.values().stream().anyMatch(o -> o instanceof Ingress && isCanary(o))) {
            shared.executor()
                    .run(routes.stream().<Runnable>map(o -> () -> delete(o)).toList());
            return;
        }
        attempt(routes.get(0), "", () -> {
            context.getClient()
                    .network()
                    .v1()
                    .ingresses()
                    .inNamespace(release.getMetadata().getNamespace())
                    .withLabels(Labels.common(release.getMetadata().getName()))
                    .withLabel(Labels.ROLE, Role.canary.name())
                    .delete();
            routes.forEach(o -> shared.deleted().add(uid(o)));
        });
    }

    /** Whether it is a canary's alone. */
    static boolean isCanary(HasMetadata object) {
        return Role.canary.name().equals(object.getMetadata().getLabels().get(Labels.ROLE));
    }

    /** Deletes just the object that was observed: one that has changed since answers 409, and the next reconcile observes it. */
    void delete(HasMetadata object) {
        if (object.isMarkedForDeletion() || shared.deleted().contains(uid(object))) {
            return;
        }
        attempt(object, "", () -> {
            context.getClient()
                    .resource(object)
                    .lockResourceVersion(object.getMetadata().getResourceVersion())
                    .delete();
            shared.deleted().add(uid(object));
        });
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    /** @param hash of what is wanted of the object; empty if it is to be gone */
    private void attempt(HasMetadata object, String hash, Runnable request) {
        attempt(key(object), object, hash, request);
    }

    private void attempt(String name, HasMetadata object, String hash, Runnable request) {
        attempted.add(name);
        try {
            request.run();
        } catch (KubernetesClientException e) {
            recordUnchanged(object);
            new RefusedWrite(name, hash, e).recordIn(shared.outcomes());
            if (RefusedWrite.isConflict(e)) {
                conflict = true;
            } else {
                refused = true;
            }
        } catch (RuntimeException e) {
            errors.add(e);
        }
    }

    /** An object is there and stays as it was. */
    private void recordUnchanged(HasMetadata object) {
        if (live.containsKey(key(object))) {
            unchanged.add(object.getKind());
        }
    }

    /**
     * Whether an object that is wanted no more may be deleted. Ingresses and HTTPRoutes lead to Services, and Services to Pods: as long as one of
     * them is not as wanted, what it leads to stays. All else that was refused keeps nothing.
     */
    boolean canDelete(HasMetadata object) {
        return ENTRANCES.contains(object.getKind())
                || Collections.disjoint(unchanged, ENTRANCES)
                        && (object instanceof Service || !unchanged.contains(SERVICE));
    }

    /**
     * Ends the reconcile.
     *
     * @throws RuntimeException the first error that was not the API server's, with the others attached
     */
    Applier.Result finish() {
        shared.matches().end();
        shared.outcomes().endReconcile(attempted);
        if (!errors.isEmpty()) {
            RuntimeException first = errors.element();
            errors.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return new Applier.Result(applied, conflict, refused);
    }
}
