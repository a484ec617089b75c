package dev.orderapp.operator.observe;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.operator.traffic.GatewayRouter;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        List<HorizontalPodAutoscaler> autoscalers,
        List<Job> jobs,
        List<Pod> pods,
        List<Service> services,
        List<EndpointSlice> endpoints,
        List<Ingress> ingresses,
        List<HTTPRoute> httpRoutes,
        List<ControllerRevision> revisions,
        List<ConfigMap> configMaps,
        List<HasMetadata> foreign) {
    private static final List<Class<? extends HasMetadata>> WRITTEN = List.of(
            Deployment.class,
            PodDisruptionBudget.class,
            HorizontalPodAutoscaler.class,
            Job.class,
            Service.class,
            Ingress.class,
            HTTPRoute.class,
            ControllerRevision.class,
            ConfigMap.class);

    /** Reads the caches; asks nothing of the API server. */
    public static Inventory of(Context<OrderAppRelease> context) {
        return new Inventory(
                owned(context, Deployment.class),
                owned(context, PodDisruptionBudget.class),
                owned(context, HorizontalPodAutoscaler.class),
                owned(context, Job.class),
                all(context, Pod.class).toList(),
                owned(context, Service.class),
                all(context, EndpointSlice.class).toList(),
                owned(context, Ingress.class),
                owned(context, HTTPRoute.class),
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
        return Stream.of(
                        deployments, budgets, autoscalers, jobs, services, ingresses, httpRoutes, revisions, configMaps)
                .<HasMetadata>flatMap(List::stream)
                .toList();
    }

    /**
     * Those of a release that lead visitors.
     *
     * @param gateways by their names
     */
    public TrafficObjects traffic(
            String release, GatewayApi gatewayApi, Function<ResourceID, Optional<Gateway>> gateways) {
        List<Gateway> named = httpRoutes.stream()
                .flatMap(GatewayRouter::gateways)
                .distinct()
                .flatMap(id -> gateways.apply(id).stream())
                .toList();
        return new TrafficObjects(release, ingresses, httpRoutes, named, gatewayApi);
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
