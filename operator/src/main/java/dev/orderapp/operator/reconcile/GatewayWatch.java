package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.v1.GatewaySpec;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watches of HTTPRoutes and Gateways, which not every cluster knows, and of which an informer would fail the start. They begin with the operator,
 * or with the first reconcile of a release that asks for one after the Gateway API was installed. Gateways belong to others, mostly in other
 * namespaces: they are watched where the operator may see all of them.
 */
final class GatewayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayWatch.class);

    /** Index of the releases by the Gateways that they name. */
    private static final String BY_GATEWAY = "gateway";

    private final boolean allowed;
    private boolean watching;
    /** Null where they are not watched. */
    private volatile InformerEventSource<Gateway, OrderAppRelease> gateways;

    /** @param allowed whether the operator may use the Gateway API */
    GatewayWatch(boolean allowed) {
        this.allowed = allowed;
    }

    /**
     * The sources to start with; none where HTTPRoutes can't be watched yet.
     *
     * @param httpRoutes makes their sources
     */
    synchronized List<EventSource<?, OrderAppRelease>> atStart(
            EventSourceContext<OrderAppRelease> context,
            Function<EventSourceContext<OrderAppRelease>, List<EventSource<?, OrderAppRelease>>> httpRoutes) {
        if (allowed) {
            context.getPrimaryCache().addIndexers(Map.of(BY_GATEWAY, GatewayWatch::named));
        }
        watching = allowed && isServed(context.getClient());
        return watching ? sources(context, httpRoutes) : List.of();
    }

    /** Whether a release can be led by HTTPRoutes; begins to watch them if it asks for that, and the cluster has come to know them. */
    synchronized GatewayApi of(
            OrderAppRelease release,
            Context<OrderAppRelease> context,
            Function<EventSourceContext<OrderAppRelease>, List<EventSource<?, OrderAppRelease>>> httpRoutes) {
        if (!allowed) {
            return GatewayApi.OFF;
        }
        boolean asks = release.getSpec() != null && release.getSpec().gateway() != null;
        if (!watching && asks && isServed(context.getClient())) {
            var retriever = context.eventSourceRetriever();
            sources(retriever.eventSourceContextForDynamicRegistration(), httpRoutes)
                    .forEach(retriever::dynamicallyRegisterEventSource);
            watching = true;
            LOG.info("the cluster knows HTTPRoutes now: watching them");
        }
        if (!watching) {
            return GatewayApi.MISSING;
        }
        return gateways == null ? GatewayApi.ROUTES_ALONE : GatewayApi.SERVED;
    }

    /** The Gateway of this name; empty as well where the operator may not see it. */
    Optional<Gateway> gateway(ResourceID id) {
        return Optional.ofNullable(gateways).flatMap(source -> source.get(id));
    }

    private List<EventSource<?, OrderAppRelease>> sources(
            EventSourceContext<OrderAppRelease> context,
            Function<EventSourceContext<OrderAppRelease>, List<EventSource<?, OrderAppRelease>>> httpRoutes) {
        List<EventSource<?, OrderAppRelease>> sources = new ArrayList<>(httpRoutes.apply(context));
        if (seesGateways(context.getClient())) {
            gateways = gateways(context);
            sources.add(gateways);
        }
        return sources;
    }

    private static InformerEventSource<Gateway, OrderAppRelease> gateways(EventSourceContext<OrderAppRelease> context) {
        IndexerResourceCache<OrderAppRelease> releases = context.getPrimaryCache();
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Gateway.class, OrderAppRelease.class)
                        .withWatchAllNamespaces()
                        .withSecondaryToPrimaryMapper(
                                gateway -> releases.byIndex(BY_GATEWAY, QualifiedName.of(gateway)).stream()
                                        .map(ResourceID::fromResource)
                                        .collect(Collectors.toSet()))
                        .withInformerListLimit(EventSources.PAGE)
                        .build(),
                context);
    }

    /** Never throws, like every index. */
    private static List<String> named(OrderAppRelease release) {
        try {
            return Stream.ofNullable(release.getSpec().gateway())
                    .flatMap(GatewayWatch::parents)
                    .map(id -> QualifiedName.of(new ResourceID(
                            id.getName(),
                            id.getNamespace().orElse(release.getMetadata().getNamespace()))))
                    .toList();
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    private static Stream<ResourceID> parents(GatewaySpec gateway) {
        return Stream.of(gateway.parentRefs(), gateway.redirectToHttps())
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream)
                .map(parent -> new ResourceID(parent.name(), parent.namespace()));
    }

    private static boolean isServed(KubernetesClient client) {
        return client.supports(HTTPRoute.class);
    }

    /** An informer without the right would end the operator. */
    private static boolean seesGateways(KubernetesClient client) {
        try {
            return Stream.of("list", "watch").allMatch(verb -> client.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(new SelfSubjectAccessReviewBuilder()
                            .withNewSpec()
                            .withNewResourceAttributes()
                            .withGroup("gateway.networking.k8s.io")
                            .withResource("gateways")
                            .withVerb(verb)
                            .endResourceAttributes()
                            .endSpec()
                            .build())
                    .getStatus()
                    .getAllowed());
        } catch (KubernetesClientException e) {
            LOG.warn("whether Gateways may be watched can't be told, so they are not: {}", e.getMessage());
            return false;
        }
    }
}
