package dev.orderapp.operator.observe;

import dev.orderapp.operator.naming.Role;
import dev.orderapp.operator.observe.metrics.Side;
import dev.orderapp.operator.observe.metrics.Subject;
import dev.orderapp.operator.rollout.Comparison;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The release {@code shop/shop} in the middle of a canary: revision {@code new} beside {@code old}. */
public final class Subjects {
    private Subjects() {}

    public static Subject at(Instant now, Pod... pods) {
        return new Subject(
                "shop",
                "shop",
                new Comparison("new", Optional.of("old")),
                Map.of(Side.CANARY, Role.canary, Side.STABLE, Role.stable),
                List.of(pods),
                now);
    }

    /** After a shared outage the stable version is read alone, in the canary's place. */
    public static Subject stableAlone(Instant now) {
        return new Subject(
                "shop",
                "shop",
                new Comparison("old", Optional.empty()),
                Map.of(Side.CANARY, Role.stable),
                List.of(),
                now);
    }
}
