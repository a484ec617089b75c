package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.HeadersSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.ParentRefSpec;
import dev.orderapp.v1.contract.Annotations;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeader;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilterBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteTimeouts;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Splits visitors by one HTTPRoute of the Gateway API, so that page and API change their weight in one write. Who goes where is the
 * same as by {@link NginxIngressRouter}: a page follows the visitor's bucket, an API the revision that its page names, a visitor who
 * has a cookie and belongs to neither stays with the stable version, and weights are for clients without any.
 *
 * <p>Of the rules that match a request, a Gateway takes the one with the longest path, then that with the most headers, then the first;
 * so no rule of a page takes the API's calls, and those with a header come before the weights.
 */
public final class GatewayRouter implements Router<GatewaySettings> {
    /**
     * A cookie in first, middle and last place. It matches all of the header, as some implementations (Envoy) take an expression for
     * all of it, while others (Traefik) look for a part.
     */
    private static final String COOKIE = "^(.*;\\s*)?%s(;.*)?$";

    private static final String EXPRESSION = "RegularExpression";
    private static final String EXACT = "Exact";
    private static final int MOVED_PERMANENTLY = 301;

    /** A revision that no page has. */
    private static final HTTPHeaderMatch NOBODY =
            new HTTPHeaderMatch(NginxIngressRouter.REVISION_HEADER, EXACT, "none");
    /** Everybody who has been here. */
    private static final HTTPHeaderMatch VISITOR = cookie(NginxIngressRouter.PIN_COOKIE + "=(never)");

    @Override
    public List<HasMetadata> objects(
            OrderAppRelease release, GatewaySettings settings, Map<ComponentName, Route> routes) {
        if (settings.paths().isEmpty()) {
            return List.of();
        }
        HTTPRoute route = new Rendering(release.getMetadata().getName(), settings, routes).route(release);
        return settings.redirects().isEmpty() ? List.of(route) : List.of(route, redirect(release, settings));
    }

    private static HTTPRoute redirect(OrderAppRelease release, GatewaySettings settings) {
        HTTPRouteFilter toHttps = new HTTPRouteFilterBuilder()
                .withType("RequestRedirect")
                .withNewRequestRedirect()
                .withScheme("https")
                .withStatusCode(MOVED_PERMANENTLY)
                .endRequestRedirect()
                .build();
        return new HTTPRouteBuilder()
                .withMetadata(OwnedMetadata.entrance(
                                release,
                                Names.redirectRoute(release.getMetadata().getName()))
                        .addToLabels(Labels.ROLE, Role.stable.name())
                        .build())
                .withNewSpec()
                .withParentRefs(parents(settings.redirects()))
                .withHostnames(settings.hosts())
                .addNewRule()
                .withMatches(settings.paths().values().stream()
                        .map(path -> match(path, List.of()))
                        .toList())
                .withFilters(toHttps)
                .endRule()
                .endSpec()
                .build();
    }

    private static List<ParentReference> parents(List<ParentRefSpec> refs) {
        return refs.stream()
                .map(ref -> new ParentReferenceBuilder()
                        .withName(ref.name())
                        .withNamespace(ref.namespace())
                        .withSectionName(ref.sectionName())
                        .build())
                .toList();
    }

    private static HTTPRouteMatch match(String path, List<HTTPHeaderMatch> headers) {
        return new HTTPRouteMatchBuilder()
                .withPath(new HTTPPathMatch("PathPrefix", path))
                .withHeaders(headers)
                .build();
    }

    private static HTTPHeaderMatch cookie(String pattern) {
        return new HTTPHeaderMatch("Cookie", EXPRESSION, COOKIE.formatted(pattern));
    }

    /** The HTTPRoute of one release. */
    private record Rendering(String name, GatewaySettings settings, Map<ComponentName, Route> routes) {
        HTTPRoute route(OrderAppRelease release) {
            ObjectMetaBuilder metadata = OwnedMetadata.entrance(release, Names.httpRoute(name))
                    .addToLabels(Labels.ROLE, Role.stable.name())
                    .addToAnnotations(Annotations.ENTRANCE, settings.record());
            // All routes are of one canary.
            routes.values().stream()
                    .findFirst()
                    .ifPresent(route -> metadata.addToLabels(Labels.REVISION, route.revision()));
            return new HTTPRouteBuilder()
                    .withMetadata(metadata.build())
                    .withNewSpec()
                    .withParentRefs(parents(settings.gateway().parentRefs()))
                    .withHostnames(settings.hosts())
                    .withRules(settings.paths().keySet().stream()
                            .flatMap(c -> rules(c).stream())
                            .toList())
                    .endSpec()
                    .build();
        }

        /**
         * Those of a component: first who is known by a header, then everybody else. They are the same three with a canary and without, and
         * lead to the stable version where there is none. For Envoy Gateway makes a cluster of each rule, by its number, and replaces its
         * clusters before its routes: a rule that came or went would for a moment lead nowhere, and those behind it to what was another's.
         */
        private List<HTTPRouteRule> rules(ComponentName component) {
            Optional<Route> route = Optional.ofNullable(routes.get(component));
            Optional<HTTPHeaderMatch> known = route.flatMap(r -> known(component, r));
            HTTPBackendRef stable = backend(component, Role.stable, null);
            return List.of(
                    rule(
                            component,
                            "-canary",
                            List.of(known.orElse(NOBODY)),
                            List.of(known.map(r -> backend(component, Role.canary, null))
                                    .orElse(stable))),
                    // Of two rules that match the same, Traefik leaves one out.
                    rule(
                            component,
                            "-pinned",
                            List.of(known.equals(Optional.of(VISITOR)) ? NOBODY : VISITOR),
                            List.of(stable)),
                    rule(
                            component,
                            "",
                            List.of(),
                            route.map(r -> List.of(
                                            backend(component, Role.stable, 100 - r.weight()),
                                            backend(component, Role.canary, r.weight())))
                                    .orElse(List.of(stable))));
        }

        /** By which header a request is known to be for the canary; empty where none is: at weight 0 without testers. */
        private Optional<HTTPHeaderMatch> known(ComponentName component, Route route) {
            // An API that is released without a page has none to follow; pages of the version before may still call it.
            // At 0 not even
            // a page left open from an earlier attempt of the same revision may reach the canary.
            boolean follows = component == ComponentName.backend && routes.containsKey(ComponentName.frontend);
            if (follows && route.weight() > 0) {
                return Optional.of(new HTTPHeaderMatch(NginxIngressRouter.REVISION_HEADER, EXACT, route.revision()));
            }
            return route.weight() == 100
                    ? Optional.of(VISITOR)
                    : CanaryCookies.pattern(route, settings.preview()).map(GatewayRouter::cookie);
        }

        private HTTPRouteRule rule(
                ComponentName component, String suffix, List<HTTPHeaderMatch> headers, List<HTTPBackendRef> backends) {
            return new HTTPRouteRuleBuilder()
                    .withName(component + suffix)
                    .withMatches(match(settings.paths().get(component), headers))
                    .withFilters(filters())
                    .withTimeouts(timeouts())
                    .withBackendRefs(backends)
                    .build();
        }

        private HTTPBackendRef backend(ComponentName component, Role role, Integer weight) {
            return new HTTPBackendRefBuilder()
                    .withName(Names.service(name, component, role))
                    .withPort(NginxIngressRouter.SERVICE_PORT)
                    .withWeight(weight)
                    .build();
        }

        private HTTPRouteTimeouts timeouts() {
            return Optional.ofNullable(settings.gateway().timeouts())
                    .map(t -> new HTTPRouteTimeouts(t.backendRequest(), t.request()))
                    .orElse(null);
        }

        private List<HTTPRouteFilter> filters() {
            return Stream.concat(
                            headers(settings.gateway().requestHeaders()).map(headers -> new HTTPRouteFilterBuilder()
                                    .withType("RequestHeaderModifier")
                                    .withRequestHeaderModifier(headers)
                                    .build()),
                            headers(settings.gateway().responseHeaders()).map(headers -> new HTTPRouteFilterBuilder()
                                    .withType("ResponseHeaderModifier")
                                    .withResponseHeaderModifier(headers)
                                    .build()))
                    .toList();
        }

        private static Stream<HTTPHeaderFilter> headers(HeadersSpec headers) {
            if (headers == null) {
                return Stream.empty();
            }
            Map<String, String> set =
                    new TreeMap<>(Optional.ofNullable(headers.set()).orElse(Map.of()));
            List<String> remove = Optional.ofNullable(headers.remove()).orElse(List.of());
            List<HTTPHeader> values = set.entrySet().stream()
                    .map(e -> new HTTPHeader(e.getKey(), e.getValue()))
                    .toList();
            return values.isEmpty() && remove.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new HTTPHeaderFilter(List.of(), remove, values));
        }
    }

    @Override
    public Optional<Route> route(TrafficObjects live, ComponentName component) {
        String canary = Names.service(live.release(), component, Role.canary);
        return live.httpRoute()
                .filter(route -> rules(route).anyMatch(rule -> leadsTo(canary, rule)))
                .map(route -> new Route(Labels.revision(route).orElse(""), weight(route, canary)));
    }

    /** The share of those who are known by no header, in per cent. */
    private static int weight(HTTPRoute route, String canary) {
        return rules(route)
                .filter(rule ->
                        rule.getMatches().stream().anyMatch(m -> m.getHeaders().isEmpty()))
                .filter(rule -> leadsTo(canary, rule))
                .findFirst()
                .map(rule -> share(rule.getBackendRefs(), canary))
                .orElse(0);
    }

    private static int share(List<HTTPBackendRef> backends, String canary) {
        long all = backends.stream().mapToLong(GatewayRouter::weight).sum();
        long some = backends.stream()
                .filter(b -> canary.equals(b.getName()))
                .mapToLong(GatewayRouter::weight)
                .sum();
        return all == 0 ? 0 : (int) Math.round(100.0 * some / all);
    }

    /** The API defines an absent weight as 1. */
    private static int weight(HTTPBackendRef backend) {
        return Optional.ofNullable(backend.getWeight()).orElse(1);
    }

    private static boolean leadsTo(String service, HTTPRouteRule rule) {
        return rule.getBackendRefs().stream().anyMatch(b -> service.equals(b.getName()));
    }

    /** The names of the Services that an HTTPRoute leads to. */
    static Stream<String> services(HTTPRoute route) {
        return rules(route).flatMap(rule -> rule.getBackendRefs().stream()).map(HTTPBackendRef::getName);
    }

    /** The names of the Gateways that an HTTPRoute asks to follow it. */
    public static Stream<ResourceID> gateways(HTTPRoute route) {
        return route.getSpec().getParentRefs().stream().map(parent -> gateway(route, parent));
    }

    /** A Gateway that names no namespace is in the route's own. */
    static ResourceID gateway(HTTPRoute route, ParentReference parent) {
        return new ResourceID(
                parent.getName(),
                Optional.ofNullable(parent.getNamespace())
                        .orElse(route.getMetadata().getNamespace()));
    }

    private static Stream<HTTPRouteRule> rules(HTTPRoute route) {
        return route.getSpec().getRules().stream();
    }

    @Override
    public Entrance entrance(TrafficObjects live, Instant now) {
        return live.httpRoute().isEmpty()
                ? Entrance.absent("the HTTPRoute is not there, so no visitor comes in")
                : RouteAcceptance.of(live, now);
    }
}
