package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.cache.TrimmedStores;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.traffic.ForeignHttpRoute;
import dev.orderapp.operator.traffic.ForeignIngress;
import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.operator.traffic.HostClaims;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator watches besides the releases: everything that carries its label, and the ConfigMaps that releases name.
 * Pods have the label from their template, EndpointSlices from their Service.
 */
public final class EventSources {
    private static final Logger LOG = LoggerFactory.getLogger(EventSources.class);

    /** The kinds that every cluster knows and that carry the operator's label. */
    static final List<Class<? extends HasMetadata>> OWNED = List.of(
            Deployment.class,
            PodDisruptionBudget.class,
            Job.class,
            Pod.class,
            Service.class,
            EndpointSlice.class,
            Ingress.class,
            ControllerRevision.class);

    private static final GroupVersionKind HTTP_ROUTE =
            new GroupVersionKind("gateway.networking.k8s.io", "v1", "HTTPRoute");
    private static final GroupVersionKind INGRESS = new GroupVersionKind("networking.k8s.io", "v1", "Ingress");

    /** Index of the releases by the ConfigMaps that they name. */
    private static final String BY_CONFIG_MAP = "configMap";

    /**
     * Objects are trimmed only after all that came in one answer were read: so many of them fit into the young generation, and what is
     * trimmed away dies there.
     */
    public static final long PAGE = 100;

    private final Runnable onRemoved;
    private final GatewayWatch gateway;
    private final SimpleInboundEventSource<OrderAppRelease> wakeUps = new SimpleInboundEventSource<>("wake-ups");
    private InformerEventSource<ConfigMap, OrderAppRelease> configMaps;
    private InformerEventSource<GenericKubernetesResource, OrderAppRelease> foreignIngresses;
    /** Null where HTTPRoutes are not watched. */
    private volatile InformerEventSource<GenericKubernetesResource, OrderAppRelease> foreignHttpRoutes;

    /**
     * @param onRemoved called for each object of ours that left the caches
     * @param gatewayApi whether the operator may use the Gateway API
     */
    public EventSources(Runnable onRemoved, boolean gatewayApi) {
        this.onRemoved = onRemoved;
        this.gateway = new GatewayWatch(gatewayApi);
    }

    /** Called once, when the controller starts. */
    List<EventSource<?, OrderAppRelease>> all(EventSourceContext<OrderAppRelease> context) {
        context.getPrimaryCache().addIndexers(Map.of(HostClaims.INDEX, EventSources::hosts));
        configMaps = configMaps(context);
        foreignIngresses = foreign(INGRESS, ForeignIngress.INDEX, ForeignIngress::keys, context);
        List<EventSource<?, OrderAppRelease>> sources = new ArrayList<>();
        sources.add(configMaps);
        sources.add(foreignIngresses);
        OWNED.forEach(type -> sources.add(labelled(type, context)));
        sources.add(autoscalers(context));
        sources.add(wakeUps);
        sources.addAll(gateway.atStart(context, this::httpRoutes));
        return sources;
    }

    private List<EventSource<?, OrderAppRelease>> httpRoutes(EventSourceContext<OrderAppRelease> context) {
        foreignHttpRoutes = foreign(HTTP_ROUTE, ForeignHttpRoute.INDEX, ForeignHttpRoute::keys, context);
        return List.of(labelled(HTTPRoute.class, context), foreignHttpRoutes);
    }

    /** Starts a reconcile of a release. */
    public void wake(ResourceID release) {
        wakeUps.propagateEvent(release);
    }

    /** Whether a release can be led by HTTPRoutes, which are watched then. */
    GatewayApi gatewayApi(OrderAppRelease release, Context<OrderAppRelease> context) {
        return gateway.of(release, context, this::httpRoutes);
    }

    /** The ConfigMap of this name, as the informer has it. */
    public Optional<ConfigMap> configMap(ResourceID id) {
        return configMaps.get(id);
    }

    /** The Gateway of this name; empty as well where the operator may not see it. */
    public Optional<Gateway> gateway(ResourceID id) {
        return gateway.gateway(id);
    }

    /** The Ingresses of no release that have a {@link ForeignIngress#keys key}. */
    public List<GenericKubernetesResource> foreignIngresses(String key) {
        return foreignIngresses.byIndex(ForeignIngress.INDEX, key);
    }

    /** The HTTPRoutes of no release that have a {@link ForeignHttpRoute#keys key}. */
    public List<GenericKubernetesResource> foreignHttpRoutes(String key) {
        return Optional.ofNullable(foreignHttpRoutes)
                .map(source -> source.byIndex(ForeignHttpRoute.INDEX, key))
                .orElse(List.of());
    }

    /** What their controller reports, many times a minute, changes nothing for a release; what it decides shows in a Deployment. */
    private InformerEventSource<HorizontalPodAutoscaler, OrderAppRelease> autoscalers(
            EventSourceContext<OrderAppRelease> context) {
        return labelled(
                HorizontalPodAutoscaler.class,
                context,
                (now, before) -> !Objects.equals(now.getSpec(), before.getSpec())
                        || !Objects.equals(withoutVersion(now), withoutVersion(before)));
    }

    private static ObjectMeta withoutVersion(HasMetadata object) {
        return new ObjectMetaBuilder(object.getMetadata())
                .withResourceVersion(null)
                .withManagedFields(List.of())
                .build();
    }

    private <T extends HasMetadata> InformerEventSource<T, OrderAppRelease> labelled(
            Class<T> type, EventSourceContext<OrderAppRelease> context) {
        return labelled(type, context, (now, before) -> true);
    }

    private <T extends HasMetadata> InformerEventSource<T, OrderAppRelease> labelled(
            Class<T> type, EventSourceContext<OrderAppRelease> context, OnUpdateFilter<T> onUpdate) {
        return new InformerEventSource<>(
                TrimmedStores.secondary(
                        InformerEventSourceConfiguration.from(type, OrderAppRelease.class)
                                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                                .withSecondaryToPrimaryMapper(EventSources::release)
                                .withOnUpdateFilter(onUpdate)
                                .withNamespacesInheritedFromController()
                                .withInformerListLimit(PAGE)
                                .build(),
                        onRemoved),
                context);
    }

    private static Set<ResourceID> release(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.INSTANCE))
                .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
                .orElse(Set.of());
    }

    /** All of them but courses: no selector can tell those that a release names. Only their metadata is kept. */
    private InformerEventSource<ConfigMap, OrderAppRelease> configMaps(EventSourceContext<OrderAppRelease> context) {
        IndexerResourceCache<OrderAppRelease> releases = context.getPrimaryCache();
        releases.addIndexers(Map.of(BY_CONFIG_MAP, EventSources::keys));
        return new InformerEventSource<>(
                TrimmedStores.secondary(
                        InformerEventSourceConfiguration.from(ConfigMap.class, OrderAppRelease.class)
                                .withLabelSelector("!" + Labels.COURSE)
                                .withSecondaryToPrimaryMapper(configMap -> {
                                    boolean own = Labels.OPERATOR.equals(Optional.ofNullable(
                                                    configMap.getMetadata().getLabels())
                                            .orElse(Map.of())
                                            .get(Labels.MANAGED_BY));
                                    return own ? release(configMap) : naming(configMap, releases);
                                })
                                .withNamespacesInheritedFromController()
                                .withInformerListLimit(PAGE)
                                .build(),
                        // The users' own: where these come and go all day, the operator would never be idle.
                        () -> {}),
                context);
    }

    /**
     * Those of a kind that belong to no release: a type of their own, so that nobody takes them for a release's. Each starts the releases
     * of its hosts.
     *
     * @param index name of the one by {@code keys}
     * @param keys such as those of the {@link HostClaims}
     */
    private static InformerEventSource<GenericKubernetesResource, OrderAppRelease> foreign(
            GroupVersionKind kind,
            String index,
            Function<GenericKubernetesResource, List<String>> keys,
            EventSourceContext<OrderAppRelease> context) {
        IndexerResourceCache<OrderAppRelease> releases = context.getPrimaryCache();
        InformerEventSource<GenericKubernetesResource, OrderAppRelease> source = new InformerEventSource<>(
                TrimmedStores.secondary(
                        InformerEventSourceConfiguration.from(kind, OrderAppRelease.class)
                                .withName("foreign-" + kind.getKind().toLowerCase(Locale.ROOT))
                                .withLabelSelector(Labels.MANAGED_BY + "!=" + Labels.OPERATOR)
                                .withSecondaryToPrimaryMapper(object -> keys.apply(object).stream()
                                        .flatMap(key -> releases.byIndex(HostClaims.INDEX, key).stream())
                                        .map(ResourceID::fromResource)
                                        .collect(Collectors.toSet()))
                                .withOnUpdateFilter(
                                        (now, before) -> !Objects.equals(now.get("spec"), before.get("spec")))
                                .withNamespacesInheritedFromController()
                                .withInformerListLimit(PAGE)
                                .build(),
                        // Not ours: where these come and go all day, the operator would never be idle.
                        () -> {}),
                context);
        source.addIndexers(Map.of(index, keys));
        return source;
    }

    /** Never throws, like every index. */
    private static List<String> hosts(OrderAppRelease release) {
        try {
            return HostClaims.keys(release);
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    /** Never throws: the informer would lose the release, and at its start all the others with it. */
    private static List<String> keys(OrderAppRelease release) {
        try {
            return RevisionInput.configMapNames(release.getSpec()).stream()
                    .map(name -> QualifiedName.of(
                            new ResourceID(name, release.getMetadata().getNamespace())))
                    .toList();
        } catch (RuntimeException unusable) {
            LOG.warn("{}: which ConfigMaps it names can't be read", QualifiedName.of(release), unusable);
            return List.of();
        }
    }

    private static Set<ResourceID> naming(ConfigMap configMap, IndexerResourceCache<OrderAppRelease> releases) {
        return releases.byIndex(BY_CONFIG_MAP, QualifiedName.of(configMap)).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
