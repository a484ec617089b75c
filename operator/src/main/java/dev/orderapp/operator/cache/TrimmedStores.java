package dev.orderapp.operator.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;

/**
 * Lets informers hold trimmed objects. The framework asks for the store once for each namespace that is watched, and would give
 * all of them the same one, out of which each informer throws what its own namespace does not have: so each gets a new one.
 *
 * @param <R> what the informers watch
 */
public final class TrimmedStores<R extends HasMetadata> extends InformerConfiguration<R> {
    private final Runnable onRemoved;

    private TrimmedStores(InformerConfiguration<R> like, Runnable onRemoved) {
        super(
                like.getResourceClass(),
                like.getName(),
                like.getNamespaces(),
                like.getFollowControllerNamespaceChanges(),
                like.getLabelSelector(),
                like.getOnAddFilter(),
                like.getOnUpdateFilter(),
                like.getOnDeleteFilter(),
                like.getGenericFilter(),
                like.getItemStore(),
                like.getInformerListLimit(),
                like.getFieldSelector(),
                like.isComparableResourceVersions(),
                like.getGhostResourceCacheCheckInterval());
        this.onRemoved = onRemoved;
    }

    @Override
    public ItemStore<R> getItemStore() {
        return new TransformingItemStore<>(CacheTrimmer::trim) {
            @Override
            public R remove(String key) {
                onRemoved.run();
                return super.remove(key);
            }
        };
    }

    /**
     * Trims what a controller watches for itself.
     *
     * @param onRemoved called for each object that is onRemoved
     */
    public static <P extends HasMetadata> ControllerConfiguration<P> primary(
            ControllerConfiguration<P> like, Runnable onRemoved) {
        InformerConfiguration<P> trimmed = new TrimmedStores<>(like.getInformerConfig(), onRemoved);
        return new ResolvedControllerConfiguration<>(like) {
            @Override
            public InformerConfiguration<P> getInformerConfig() {
                return trimmed;
            }
        };
    }

    /**
     * Trims what a controller watches besides.
     *
     * @param onRemoved called for each object that is onRemoved
     */
    public static <R extends HasMetadata> InformerEventSourceConfiguration<R> secondary(
            InformerEventSourceConfiguration<R> like, Runnable onRemoved) {
        return new Secondary<>(like, onRemoved);
    }

    private static final class Secondary<R extends HasMetadata>
            extends InformerEventSourceConfiguration.DefaultInformerEventSourceConfiguration<R> {
        Secondary(InformerEventSourceConfiguration<R> like, Runnable onRemoved) {
            super(
                    like.getGroupVersionKind().orElse(null),
                    like.getPrimaryToSecondaryMapper(),
                    like.getSecondaryToPrimaryMapper(),
                    new TrimmedStores<>(like.getInformerConfig(), onRemoved),
                    like.getKubernetesClient().orElse(null));
        }
    }
}
