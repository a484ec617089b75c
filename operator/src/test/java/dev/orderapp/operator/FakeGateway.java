package dev.orderapp.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands in for the Gateways that the HTTPRoutes of one namespace name: says what it makes of them, and sends no request anywhere. */
final class FakeGateway implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final Set<ObjectMeta> made = new HashSet<>();
    private volatile Optional<String> refusal = Optional.empty();

    private FakeGateway(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    static FakeGateway start(KubernetesClient client, String namespace) {
        FakeGateway gateway = new FakeGateway(client, namespace);
        gateway.loop.scheduleWithFixedDelay(gateway::sync, 0, 50, TimeUnit.MILLISECONDS);
        return gateway;
    }

    /** From now on it refuses all routes with this message. */
    void refuse(String message) {
        refusal = Optional.of(message);
    }

    /** Deletes the Gateways. As those of some implementations, the routes' status stays as it is. */
    void delete() {
        loop.shutdownNow();
        made.forEach(gateway -> client.resources(Gateway.class)
                .inNamespace(gateway.getNamespace())
                .withName(gateway.getName())
                .delete());
    }

    private void sync() {
        try {
            client.resources(HTTPRoute.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(this::answer);
        } catch (KubernetesClientException notKnownOrConflict) {
            Thread.onSpinWait();
        }
    }

    /** Makes each Gateway once. */
    private void make(ParentReference parent) {
        ObjectMeta metadata = new ObjectMetaBuilder()
                .withNamespace(Optional.ofNullable(parent.getNamespace()).orElse(namespace))
                .withName(parent.getName())
                .build();
        if (made.contains(metadata)) {
            return;
        }
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(metadata.getNamespace())
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.resource(new GatewayBuilder()
                        .withMetadata(new ObjectMetaBuilder(metadata).build())
                        .withNewSpec()
                        .withGatewayClassName("test")
                        .addNewListener()
                        .withName("http")
                        .withProtocol("HTTP")
                        .withPort(80)
                        .endListener()
                        .endSpec()
                        .build())
                .serverSideApply();
        made.add(metadata);
    }

    private void answer(HTTPRoute route) {
        route.getSpec().getParentRefs().forEach(this::make);
        List<RouteParentStatus> answers = route.getSpec().getParentRefs().stream()
                .map(parent -> new RouteParentStatusBuilder()
                        .withControllerName("test/gateway")
                        .withParentRef(parent)
                        .withConditions(accepted(route), condition(route, "ResolvedRefs", true, "ResolvedRefs", ""))
                        .build())
                .toList();
        boolean said = Optional.ofNullable(route.getStatus())
                .filter(status -> sentences(status.getParents()).equals(sentences(answers)))
                .isPresent();
        if (!said) {
            route.setStatus(new HTTPRouteStatusBuilder().withParents(answers).build());
            client.resource(route).updateStatus();
        }
    }

    private static List<String> sentences(List<RouteParentStatus> answers) {
        return answers.stream()
                .flatMap(answer -> answer.getConditions().stream())
                .map(c -> c.getType() + c.getStatus() + c.getMessage() + c.getObservedGeneration())
                .toList();
    }

    private Condition accepted(HTTPRoute route) {
        return refusal.map(message -> condition(route, "Accepted", false, "NotAllowedByListeners", message))
                .orElseGet(() -> condition(route, "Accepted", true, "Accepted", ""));
    }

    private static Condition condition(HTTPRoute route, String type, boolean holds, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withReason(reason)
                .withMessage(Objects.requireNonNull(message))
                .withObservedGeneration(route.getMetadata().getGeneration())
                .withLastTransitionTime(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }
}
