package dev.orderapp.operator.cache;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The caches that hold something per release. Each of them drops it when the release is deleted, or the operator would grow with every
 * release that ever was. The framework reports a deletion to its metrics alone, which is why this is one of them.
 */
public final class ReleaseCaches implements Metrics {
    private final List<Consumer<ResourceID>> caches = new CopyOnWriteArrayList<>();

    /** Registers a cache: {@code drop} is called with each release that is deleted. */
    public void onDelete(Consumer<ResourceID> drop) {
        caches.add(drop);
    }

    @Override
    public void cleanupDone(ResourceID release, Map<String, Object> metadata) {
        caches.forEach(drop -> drop.accept(release));
    }
}
