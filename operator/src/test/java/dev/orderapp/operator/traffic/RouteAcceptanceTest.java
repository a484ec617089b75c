package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Entrance.State;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteAcceptanceTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SOON = WRITTEN.plusSeconds(1);
    private static final Instant LATER = WRITTEN.plus(RouteAcceptance.GRACE);

    private final List<String> answers = new ArrayList<>();

    @Test
    void itIsFollowedWhenEachGatewaySaysSoOfTheRouteAsItIsNow() {
        answer("{name: web}", "Accepted: 'True', ResolvedRefs: 'True'", 7);
        answer("{name: internal, namespace: gateways, sectionName: http}", "Accepted: 'True', ResolvedRefs: 'True'", 7);
        assertEquals(Entrance.OPEN, read(SOON));
    }

    @Test
    void oneGatewayThatHasNotAnsweredIsAwaitedAndThenNamed() {
        answer("{name: web}", "Accepted: 'True', ResolvedRefs: 'True'", 7);
        Entrance soon = read(SOON);
        assertEquals(State.PENDING, soon.state());
        assertEquals(Optional.of(LATER), soon.until());
        assertEquals(
                "HTTPRoute shop: listener http of Gateway gateways/internal has not answered to it: does the Gateway exist, and"
                        + " does its controller run?",
                soon.message());
        assertEquals(State.REFUSED, read(LATER).state());
        assertEquals(Optional.empty(), read(LATER).until());
    }

    @Test
    void anAnswerToAnEarlierGenerationIsNone() {
        bothAnswer("Accepted: 'True', ResolvedRefs: 'True'", 6);
        assertEquals(State.PENDING, read(SOON).state());
        assertEquals(State.REFUSED, read(LATER).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accepted: 'False', ResolvedRefs: 'True'",
                "Accepted: 'True', ResolvedRefs: 'False'",
                "Accepted: 'True', ResolvedRefs: 'True', PartiallyInvalid: 'True'"
            })
    void aRefusalIsNamedInTheImplementationsWords(String conditions) {
        bothAnswer(conditions, 7);
        Entrance later = read(LATER);
        assertEquals(State.REFUSED, later.state());
        assertEquals(
                "HTTPRoute shop: Gateway shop/web does not follow it: NoMatchingParent, no such listener",
                later.message());
        assertEquals(State.PENDING, read(SOON).state());
    }

    @Test
    void aRefusalWithoutAMessageIsNamedByItsReason() {
        bothAnswer("Accepted: 'False', ResolvedRefs: 'True'", 7);
        HTTPRoute route = route();
        route.getStatus().getParents().forEach(parent -> parent.getConditions()
                .forEach(condition -> condition.setMessage("")));
        assertEquals(
                "HTTPRoute shop: Gateway shop/web does not follow it: NoMatchingParent",
                of(GatewayApi.ROUTES_ALONE, List.of(), LATER, route).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: other}", "{name: web, namespace: gateways}", "{name: web, sectionName: http}"})
    void theAnswerOfAnotherGatewayOrListenerIsNone(String parent) {
        answer(parent, "Accepted: 'True', ResolvedRefs: 'True'", 7);
        answer("{name: internal, namespace: gateways, sectionName: http}", "Accepted: 'True', ResolvedRefs: 'True'", 7);
        assertEquals(State.REFUSED, read(LATER).state());
    }

    @Test
    void anAnswerThatSaysItsNamespaceAndMoreIsThatOfTheGateway() {
        answer(
                "{group: gateway.networking.k8s.io, kind: Gateway, name: web, namespace: shop}",
                "Accepted: 'True', ResolvedRefs: 'True', Programmed: 'False'",
                7);
        answer("{name: internal, namespace: gateways, sectionName: http}", "Accepted: 'True', ResolvedRefs: 'True'", 7);
        assertEquals(Entrance.OPEN, read(SOON));
    }

    @Test
    void aRefusalOfOneRouteCountsForAll() {
        bothAnswer("Accepted: 'True', ResolvedRefs: 'True'", 7);
        HTTPRoute fine = route();
        answers.clear();
        assertTrue(of(GatewayApi.ROUTES_ALONE, List.of(), LATER, fine, route()).isUnconfirmed());
    }

    @Test
    void whatAGatewaySaidIsWorthNothingOnceItIsGone() {
        bothAnswer("Accepted: 'True', ResolvedRefs: 'True'", 7);
        Gateway web = gateway("shop", "web", "status: 'True'");
        Gateway elsewhere = gateway("other", "internal", "status: 'True'");

        Entrance gone = of(GatewayApi.SERVED, List.of(web, elsewhere), LATER, route());

        assertEquals(State.REFUSED, gone.state());
        assertEquals("HTTPRoute shop: listener http of Gateway gateways/internal does not exist", gone.message());
        assertEquals(Entrance.OPEN, of(GatewayApi.ROUTES_ALONE, List.of(), LATER, route()));
    }

    @Test
    void aGatewayWhoseListenersDoNotWorkIsNamedAndOneWithoutAnAddressServes() {
        bothAnswer("Accepted: 'True', ResolvedRefs: 'True'", 7);
        Gateway web = gateway("shop", "web", "status: 'False', reason: AddressNotAssigned");
        Gateway internal = gateway("gateways", "internal", "status: 'False', reason: Invalid, message: no port");

        assertEquals(
                "HTTPRoute shop: listener http of Gateway gateways/internal is not programmed: Invalid, no port",
                of(GatewayApi.SERVED, List.of(web, internal), LATER, route()).message());
        internal = gateway("gateways", "internal", "status: 'True'");
        assertEquals(Entrance.OPEN, of(GatewayApi.SERVED, List.of(web, internal), LATER, route()));
    }

    private void bothAnswer(String conditions, int generation) {
        answer("{name: web}", conditions, generation);
        answer("{name: internal, namespace: gateways, sectionName: http}", conditions, generation);
    }

    private void answer(String parent, String conditions, int generation) {
        String all = List.of(conditions.split(", ")).stream()
                .map(c -> "{type: " + c.split(": ")[0] + ", status: " + c.split(": ")[1] + ", observedGeneration: "
                        + generation + ", reason: NoMatchingParent, message: no such listener}")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        answers.add("{parentRef: " + parent + ", controllerName: a/b, conditions: [" + all + "]}");
    }

    private Entrance read(Instant now) {
        return of(GatewayApi.ROUTES_ALONE, List.of(), now, route());
    }

    private static Entrance of(GatewayApi api, List<Gateway> gateways, Instant now, HTTPRoute... routes) {
        return RouteAcceptance.of(new TrafficObjects("shop", List.of(), List.of(routes), gateways, api), now);
    }

    private static Gateway gateway(String namespace, String name, String programmed) {
        return Serialization.unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: %s, namespace: %s}
                status: {conditions: [{type: Accepted, status: 'True'}, {type: Programmed, %s}]}
                """.formatted(name, namespace, programmed), Gateway.class);
    }

    private HTTPRoute route() {
        return Serialization.unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: shop, generation: 7, creationTimestamp: "%s"}
                spec: {parentRefs: [{name: web}, {name: internal, namespace: gateways, sectionName: http}], rules: []}
                status: {parents: [%s]}
                """.formatted(WRITTEN, String.join(", ", answers)), HTTPRoute.class);
    }
}
