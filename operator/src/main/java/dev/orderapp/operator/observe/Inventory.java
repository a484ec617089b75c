package dev.orderapp.operator.observe;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of one release as the informers have them, what this operator wrote a moment ago included. Shared with the
 * caches: only to be read. Of the kinds that the operator writes, only what the release controls is its own.
 *
 * @param foreign objects of those kinds that are labelled as the release's, or that its spec names, and that it does not control
 */
public record Inventory(
        List<Deployment> deployments,
        List<PodDisruptionBudget> budgets,
        List<Job> jobs,
        List<Pod> pods,
        List<Service> services,
        List<EndpointSlice> endpoints,
        List<Ingress> ingresses,
        List<ControllerRevision> revisions,
        List<ConfigMap> configMaps,
        List<HasMetadata> foreign) {
    private static final List<Class<? extends HasMetadata>> WRITTEN = List.of(
            Deployment.class,
            PodDisruptionBudget.class,
            Job.class,
            Service.class,
            Ingress.class,
            ControllerRevision.class,
            ConfigMap.class);

    /** Reads the caches; asks nothing of the API server. */
    public static Inventory of(Context<OrderAppRelease> context) {
        return new Inventory(
                owned(context, Deployment.class),
                owned(context, PodDisruptionBudget.class),
                owned(context, Job.class),
                all(context, Pod.class).toList(),
                owned(context, Service.class),
                all(context, EndpointSlice.class).toList(),
                owned(context, Ingress.class),
                owned(context, ControllerRevision.class),
                owned(context, ConfigMap.class),
                foreign(context));
    }

    private static <T extends HasMetadata> List<T> owned(Context<OrderAppRelease> context, Class<T> type) {
        return all(context, type)
                .filter(object -> OwnedMetadata.by(context.getPrimaryResource(), object))
                .toList();
    }

    private static List<HasMetadata> foreign(Context<OrderAppRelease> context) {
        return WRITTEN.stream()
                .<HasMetadata>flatMap(type -> all(context, type))
                .filter(object -> !OwnedMetadata.by(context.getPrimaryResource(), object))
                .toList();
    }

    /** Those that this operator writes. */
    public List<HasMetadata> owned() {
        return Stream.of(deployments, budgets, jobs, services, ingresses, revisions, configMaps)
                .<HasMetadata>flatMap(List::stream)
                .toList();
    }

    private static <T extends HasMetadata> Stream<T> all(Context<OrderAppRelease> context, Class<T> type) {
        return context.getSecondaryResourcesAsStream(type)
                .sorted(Comparator.comparing(o -> o.getMetadata().getName()));
    }

    /** The object of this name. */
    public static <T extends HasMetadata> Optional<T> named(List<T> objects, String name) {
        return objects.stream()
                .filter(o -> o.getMetadata().getName().equals(name))
                .findFirst();
    }
}
