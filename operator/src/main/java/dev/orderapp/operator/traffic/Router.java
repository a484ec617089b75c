package dev.orderapp.operator.traffic;

import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says in a data plane's own terms which visitors go to which version, and reads it back.
 *
 * @param <S> what its objects are made of
 */
public interface Router<S extends EntranceSettings> {
    /**
     * The objects that lead visitors to the stable Services, and each route's share of them to its component's canary Service.
     *
     * @return in the order in which to write them, one after the other
     */
    List<HasMetadata> objects(OrderAppRelease release, S settings, Map<ComponentName, Route> routes);

    /**
     * Where a component's canary route leads, as the data plane parses it, whichever client wrote it.
     *
     * @return empty if there is none; a revision of {@code ""} if nothing tells which
     */
    Optional<Route> route(TrafficObjects live, ComponentName component);

    /** Whether visitors come in by its objects, and are led as these say. */
    Entrance entrance(TrafficObjects live, Instant now);
}
