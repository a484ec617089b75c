package dev.orderapp.operator.reconcile;

import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Action;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which changes of a release are worth a reconcile: those of its spec and of the action annotations, and a status that was repaired. */
public final class ReleaseUpdateFilter {
    private ReleaseUpdateFilter() {}

    public static boolean differ(OrderAppRelease before, OrderAppRelease now) {
        return !Objects.equals(
                        before.getMetadata().getGeneration(), now.getMetadata().getGeneration())
                || !before.statusProblem().equals(now.statusProblem())
                || Arrays.stream(Action.values())
                        .anyMatch(a -> !value(before, a).equals(value(now, a)));
    }

    private static Optional<String> value(OrderAppRelease release, Action action) {
        Map<String, String> annotations = release.getMetadata().getAnnotations();
        return Optional.ofNullable(annotations).map(all -> all.get(action.annotation()));
    }
}
