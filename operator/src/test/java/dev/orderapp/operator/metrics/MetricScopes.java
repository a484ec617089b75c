package dev.orderapp.operator.metrics;

import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The release {@code shop/shop} in the middle of a canary: revision {@code new} beside {@code old}. */
public final class MetricScopes {
    private MetricScopes() {}

    public static MetricScope at(Instant now, Pod... pods) {
        return new MetricScope(
                "shop",
                "shop",
                new Comparison("new", Optional.of("old")),
                Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable),
                Map.of(),
                List.of(pods),
                now);
    }

    /** The same of a release that says where the metrics pages of a component are. */
    public static MetricScope withPage(ComponentName component, String page, Instant now, Pod... pods) {
        MetricScope scope = at(now, pods);
        return new MetricScope(
                scope.namespace(),
                scope.release(),
                scope.compared(),
                scope.services(),
                Map.of(component, Serialization.unmarshal("--- " + page, MetricsPageSpec.class)),
                scope.pods(),
                now);
    }

    /** After a shared outage the stable version is read alone, in the canary's place. */
    public static MetricScope stableAlone(Instant now) {
        return new MetricScope(
                "shop",
                "shop",
                new Comparison("old", Optional.empty()),
                Map.of(Side.CANARY, Role.stable),
                Map.of(),
                List.of(),
                now);
    }
}
