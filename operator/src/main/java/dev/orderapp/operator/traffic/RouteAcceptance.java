package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.rollout.Entrance;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether each Gateway follows an HTTPRoute as it is now: it says {@code Accepted} and {@code ResolvedRefs} for the route's generation. What it
 * said is worth nothing once it is gone, or does not get its listeners to work; some implementations (Traefik) leave it there.
 * An implementation may first meet a route whose Services it does not know yet; so what it says is final only a moment after the write.
 *
 * <p>Source: the Gateway API, "RouteStatus", "RouteConditionType" and "GatewayConditionType".
 */
final class RouteAcceptance {
    /** Implementations answer within a second. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** A Gateway without an address of its own may be reached by a node's, and follows routes all the same. */
    private static final String NO_ADDRESS = "AddressNotAssigned";

    private final HTTPRoute route;
    private final TrafficObjects live;

    private RouteAcceptance(HTTPRoute route, TrafficObjects live) {
        this.route = route;
        this.live = live;
    }

    /** Of all routes of a release together. */
    static Entrance of(TrafficObjects live, Instant now) {
        return live.httpRoutes().stream()
                .map(route -> new RouteAcceptance(route, live).entrance(now))
                .filter(entrance -> !entrance.isOpen())
                .max(Comparator.comparing(Entrance::state))
                .orElse(Entrance.OPEN);
    }

    private Entrance entrance(Instant now) {
        return route.getSpec().getParentRefs().stream()
                .flatMap(parent -> objection(parent).stream())
                .findFirst()
                .map(objection -> {
                    Instant until = writtenAt().plus(GRACE);
                    return now.isBefore(until)
                            ? new Entrance(Entrance.State.PENDING, objection, Optional.of(until))
                            : new Entrance(Entrance.State.REFUSED, objection, Optional.empty());
                })
                .orElse(Entrance.OPEN);
    }

    /** When the operator last changed it. */
    private Instant writtenAt() {
        return Stream.ofNullable(route.getMetadata().getManagedFields())
                .flatMap(List::stream)
                .map(ManagedFieldsEntry::getTime)
                .findFirst()
                .or(() -> Optional.ofNullable(route.getMetadata().getCreationTimestamp()))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }

    /** Why a Gateway does not follow the route, in a sentence; empty if it does. */
    private Optional<String> objection(ParentReference parent) {
        return unusable(parent).or(() -> unfollowed(parent));
    }

    /** Why no route could lead anybody through the Gateway; empty if the operator may not see Gateways. */
    private Optional<String> unusable(ParentReference parent) {
        if (live.gatewayApi() != GatewayApi.SERVED) {
            return Optional.empty();
        }
        Optional<Gateway> gateway = live.gateways().stream()
                .filter(any -> ResourceID.fromResource(any).equals(GatewayRouter.gateway(route, parent)))
                .findFirst();
        return gateway.isEmpty()
                ? Optional.of(named(parent) + " does not exist")
                : Stream.ofNullable(gateway.get().getStatus())
                        .flatMap(status -> Stream.ofNullable(status.getConditions()))
                        .flatMap(List::stream)
                        .filter(condition -> "Programmed".equals(condition.getType())
                                && "False".equals(condition.getStatus())
                                && !NO_ADDRESS.equals(condition.getReason()))
                        .findFirst()
                        .map(condition -> named(parent) + " is not programmed: " + sentence(condition));
    }

    private Optional<String> unfollowed(ParentReference parent) {
        List<RouteParentStatus> answers = Stream.ofNullable(route.getStatus())
                .flatMap(status -> status.getParents().stream())
                .filter(answer -> isOf(parent, answer.getParentRef()))
                .toList();
        Optional<String> refusal = answers.stream()
                .flatMap(answer -> refusal(parent, answer).stream())
                .findFirst();
        boolean follows = answers.stream().anyMatch(answer -> says("Accepted", answer) && says("ResolvedRefs", answer));
        return refusal.isPresent() || follows
                ? refusal
                : Optional.of(named(parent)
                        + " has not answered to it: does the Gateway exist, and does its controller run?");
    }

    private Optional<String> refusal(ParentReference parent, RouteParentStatus answer) {
        return Stream.concat(
                        Stream.of("Accepted", "ResolvedRefs").flatMap(type -> current(type, "False", answer)),
                        current("PartiallyInvalid", "True", answer))
                .findFirst()
                .map(condition -> named(parent) + " does not follow it: " + sentence(condition));
    }

    /** Some implementations give a reason alone. */
    private static String sentence(Condition condition) {
        return Stream.of(condition.getReason(), condition.getMessage())
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(", "));
    }

    private String named(ParentReference parent) {
        String listener = Optional.ofNullable(parent.getSectionName())
                .map(name -> "listener " + name + " of ")
                .orElse("");
        return "HTTPRoute " + route.getMetadata().getName() + ": " + listener + "Gateway "
                + QualifiedName.of(GatewayRouter.gateway(route, parent));
    }

    private boolean says(String type, RouteParentStatus answer) {
        return current(type, "True", answer).findFirst().isPresent();
    }

    /** A condition of the route as it is now; those of what it was before don't count. */
    private Stream<Condition> current(String type, String status, RouteParentStatus answer) {
        return Stream.ofNullable(answer.getConditions())
                .flatMap(List::stream)
                .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
                .filter(c -> c.getObservedGeneration() != null
                        && c.getObservedGeneration().equals(route.getMetadata().getGeneration()));
    }

    private boolean isOf(ParentReference wanted, ParentReference answered) {
        return answered != null
                && GatewayRouter.gateway(route, wanted).equals(GatewayRouter.gateway(route, answered))
                && Optional.ofNullable(wanted.getSectionName()).equals(Optional.ofNullable(answered.getSectionName()));
    }
}
