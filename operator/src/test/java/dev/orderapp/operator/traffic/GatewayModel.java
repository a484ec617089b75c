package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Which rule of an HTTPRoute a Gateway takes, by the precedence that the Gateway API's reference of {@code HTTPRouteRule} asks for: the
 * longest path, then the most headers, then the first rule.
 *
 * @param expression whether a header matches an expression: some implementations look for it, others want all to match
 */
record GatewayModel(BiPredicate<Pattern, String> expression) {
    /** As Traefik does it. */
    static final GatewayModel LOOKS_FOR_IT =
            new GatewayModel((pattern, value) -> pattern.matcher(value).find());

    /** As Envoy does it. */
    static final GatewayModel MATCHES_ALL =
            new GatewayModel((pattern, value) -> pattern.matcher(value).matches());

    private record Candidate(HTTPRouteMatch match, HTTPRouteRule rule) {}

    /** Those that match a request, the one that is taken first. */
    List<HTTPRouteRule> rules(HTTPRoute route, String path, VisitorRequest visitor) {
        return route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getMatches().stream().map(match -> new Candidate(match, rule)))
                .filter(c -> matches(c.match(), path, visitor))
                // Equal ones stay in their order.
                .sorted(Comparator.<Candidate>comparingInt(
                                c -> -c.match().getPath().getValue().length())
                        .thenComparingInt(c -> -c.match().getHeaders().size()))
                .map(Candidate::rule)
                .toList();
    }

    /** The names of the Services that may answer: two where the weight draws, none where no rule matches. */
    List<String> services(HTTPRoute route, String path, VisitorRequest visitor) {
        return rules(route, path, visitor).stream()
                .findFirst()
                .map(rule -> rule.getBackendRefs().stream()
                        .filter(backend ->
                                Optional.ofNullable(backend.getWeight()).orElse(1) > 0)
                        .map(HTTPBackendRef::getName)
                        .toList())
                .orElse(List.of(IngressControllerModel.NONE));
    }

    private boolean matches(HTTPRouteMatch match, String path, VisitorRequest visitor) {
        String prefix = match.getPath().getValue();
        boolean below = prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
        return below && match.getHeaders().stream().allMatch(header -> matches(header, visitor.headers()));
    }

    private boolean matches(HTTPHeaderMatch header, Map<String, String> sent) {
        String value = sent.get(header.getName());
        if (value == null) {
            return false;
        }
        return header.getType().equals("Exact")
                ? value.equals(header.getValue())
                : expression.test(Pattern.compile(header.getValue()), value);
    }
}
