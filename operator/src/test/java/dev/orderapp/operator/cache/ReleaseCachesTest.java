package dev.orderapp.operator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseCachesTest {
    private static final ResourceID SHOP = new ResourceID("shop", "store");

    private final ReleaseCaches caches = new ReleaseCaches();
    private final List<String> dropped = new ArrayList<>();

    @Test
    void eachCacheDropsAReleaseThatIsDeleted() {
        caches.onDelete(release -> dropped.add("counters of " + release.getName()));
        caches.onDelete(release -> dropped.add("series of " + release.getName()));

        caches.cleanupDone(SHOP, Map.of());

        assertEquals(List.of("counters of shop", "series of shop"), dropped);
    }

    /** The framework takes one Metrics; beside the telemetry's, the registry must still hear of deletions. */
    @Test
    void aDeletionReachesTheCachesBesideOtherMetrics() {
        caches.onDelete(release -> dropped.add(release.getName()));

        new AggregatedMetrics(List.of(new Metrics() {}, caches)).cleanupDone(SHOP, Map.of());

        assertEquals(List.of("shop"), dropped);
    }
}
