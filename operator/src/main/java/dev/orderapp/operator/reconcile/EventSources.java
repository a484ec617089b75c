package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.cache.TrimmedStores;
import dev.orderapp.operator.naming.QualifiedName;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.traffic.HostClaims;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
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
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator watches besides the releases: everything that carries its label, and the ConfigMaps that releases name.
 * Pods have the label from their template, EndpointSlices from their Service.
 */
public final class EventSources {
    private static final Logger LOG = LoggerFactory.getLogger(EventSources.class);

    /** Index of the releases by the ConfigMaps that they name. */
    private static final String BY_CONFIG_MAP = "configMap";

    /**
     * Objects are trimmed only after all that came in one answer were read: so many of them fit into the young generation, and what is
     * trimmed away dies there.
     */
    public static final long PAGE = 100;

    private final Runnable onRemoved;
    private InformerEventSource<ConfigMap, OrderAppRelease> configMaps;

    /**
     * @param onRemoved called for each object of ours that left the caches
     */
    public EventSources(Runnable onRemoved) {
        this.onRemoved = onRemoved;
    }

    /** Called once, when the controller starts. */
    List<EventSource<?, OrderAppRelease>> all(EventSourceContext<OrderAppRelease> context) {
        context.getPrimaryCache().addIndexers(Map.of(HostClaims.INDEX, EventSources::hosts));
        configMaps = configMaps(context);
        List<EventSource<?, OrderAppRelease>> sources = new ArrayList<>();
        sources.add(configMaps);
        Stream.of(
                        Deployment.class,
                        PodDisruptionBudget.class,
                        Job.class,
                        Pod.class,
                        Service.class,
                        EndpointSlice.class,
                        Ingress.class,
                        ControllerRevision.class)
                .forEach(type -> sources.add(labelled(type, context)));
        return sources;
    }

    /** The ConfigMap of this name, as the informer has it. */
    public Optional<ConfigMap> configMap(ResourceID id) {
        return configMaps.get(id);
    }

    private <T extends HasMetadata> InformerEventSource<T, OrderAppRelease> labelled(
            Class<T> type, EventSourceContext<OrderAppRelease> context) {
        return new InformerEventSource<>(
                TrimmedStores.secondary(
                        InformerEventSourceConfiguration.from(type, OrderAppRelease.class)
                                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                                .withSecondaryToPrimaryMapper(EventSources::release)
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

    /** All of them: no selector can tell those that a release names. Only their metadata is kept. */
    private InformerEventSource<ConfigMap, OrderAppRelease> configMaps(EventSourceContext<OrderAppRelease> context) {
        IndexerResourceCache<OrderAppRelease> releases = context.getPrimaryCache();
        releases.addIndexers(Map.of(BY_CONFIG_MAP, EventSources::keys));
        return new InformerEventSource<>(
                TrimmedStores.secondary(
                        InformerEventSourceConfiguration.from(ConfigMap.class, OrderAppRelease.class)
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
