package dev.orderapp.operator.metrics;

import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.Pod;
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
                List.of(pods),
                now);
    }

    /** After a shared outage the stable version is read alone, in the canary's place. */
    public static MetricScope stableAlone(Instant now) {
        return new MetricScope(
                "shop",
                "shop",
                new Comparison("old", Optional.empty()),
                Map.of(Side.CANARY, Role.stable),
                List.of(),
                now);
    }
}
