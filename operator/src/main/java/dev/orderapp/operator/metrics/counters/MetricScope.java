package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a measurement covers.
 *
 * @param namespace of the release
 * @param release its name
 * @param compared the revisions
 * @param services which Services lead to each of them, and to no other revision; empty while that can't be said
 * @param pages what the release says of its Pods' metrics pages, by component
 * @param pods of the release, as the cache has them
 * @param at when the measurement begins
 */
public record MetricScope(
        String namespace,
        String release,
        Comparison compared,
        Map<Side, Role> services,
        Map<ComponentName, MetricsPageSpec> pages,
        List<Pod> pods,
        Instant at) {

    public MetricScope {
        services = Map.copyOf(services);
        pages = Map.copyOf(pages);
    }

    /** What the release says of the metrics pages of a component's Pods. */
    public MetricsPageSpec page(ComponentName component) {
        return pages.getOrDefault(component, MetricsPageSpec.DEFAULT);
    }

    /** The release. */
    public ResourceID id() {
        return new ResourceID(release, namespace);
    }

    /** The revisions by side. */
    public Map<Side, String> revisions() {
        Map<Side, String> revisions = new EnumMap<>(Side.class);
        revisions.put(Side.CANARY, compared.canary());
        compared.stable().ifPresent(stable -> revisions.put(Side.STABLE, stable));
        return revisions;
    }

    /** The side of a revision; empty if it is not compared. */
    public Optional<Side> side(String revision) {
        return revisions().entrySet().stream()
                .filter(e -> e.getValue().equals(revision))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
