package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.IngressSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Annotations;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Splits visitors by the canary annotations of ingress-nginx, which Traefik understands too. A visitor sees one version on
 * page and API alike: the page follows the visitor's bucket (a cookie), and the API follows the page, which names its
 * revision in a header. An API that is released without a page follows the bucket itself. The weight is for clients that have neither.
 *
 * <p>Both controllers look at header, then cookie, then weight; a header that does not match falls through. The constant
 * cookie {@code order_app_pin=never} ends that: a visitor that has one and did not match stays with the stable version.
 */
public final class NginxIngressRouter implements Router<IngressSettings> {
    /** Port of all Services. */
    public static final int SERVICE_PORT = 80;

    /** Cookie that every visitor of the page has, with the value {@code never}. */
    static final String PIN_COOKIE = "order_app_pin";
    /** Header by which the page tells the API its revision. */
    static final String REVISION_HEADER = "X-Order-App-Revision";
    /**
     * Matches cookies in first, middle and last place. The escapes are needed: ingress-nginx silently drops a
     * pattern with a literal semicolon or space.
     */
    static final String COOKIES = "(^|\\x3b\\s*)%s(\\x3b|$)";

    /** Of any prefix: a stable Ingress that has one would be taken for a canary. */
    private static final Pattern CANARY_ANNOTATION = Pattern.compile("(^|/)canary", Pattern.CASE_INSENSITIVE);

    private static final String CANARY = "/canary";
    private static final String BY_HEADER = "/canary-by-header";
    private static final String BY_COOKIE = "/canary-by-cookie";
    private static final String USE_REGEX = "/use-regex";

    /**
     * Has a controller read bodies to their end before it forwards them. ingress-nginx does so anyway; Traefik doesn't, and then answers 502
     * to a client that breaks its own body off, in the name of the version that the request was for.
     */
    private static final String REQUEST_BUFFERING = "/proxy-request-buffering";

    @Override
    public List<HasMetadata> objects(
            OrderAppRelease release, IngressSettings settings, Map<ComponentName, Route> routes) {
        if (settings.paths().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(stableIngress(release, settings)),
                        canaryIngresses(release, settings, routes).stream())
                .map(HasMetadata.class::cast)
                .toList();
    }

    /** The Ingress that leads all visitors to the stable Services. */
    Ingress stableIngress(OrderAppRelease release, IngressSettings settings) {
        String name = release.getMetadata().getName();
        List<HTTPIngressPath> paths = settings.paths().keySet().stream()
                .map(c -> path(settings, c, Names.service(name, c, Role.stable)))
                .toList();
        Map<String, String> annotations = new TreeMap<>(settings.ingress().annotations());
        // The API server refuses them; a definition that is older than its operator, or a release than its definition,
        // may have some.
        annotations.keySet().removeIf(CANARY_ANNOTATION.asPredicate());
        annotations.put(Annotations.ENTRANCE, settings.record());
        annotations.putIfAbsent(settings.ingress().annotationPrefix() + REQUEST_BUFFERING, "on");
        if (settings.rules().areExpressions()) {
            annotations.put(settings.ingress().annotationPrefix() + USE_REGEX, "true");
        }
        return new IngressBuilder()
                .withMetadata(OwnedMetadata.entrance(release, Names.ingress(name))
                        .addToLabels(Labels.ROLE, Role.stable.name())
                        .withAnnotations(annotations)
                        .build())
                .withNewSpec()
                .withIngressClassName(settings.ingress().className())
                .withTls(tls(settings.ingress()))
                .withRules(rules(settings, paths))
                .endSpec()
                .build();
    }

    /**
     * The Ingresses that lead each route's share of visitors to its component's canary Service: one for each route, where the stable
     * Ingress has a rule to split. A canary without one is dropped by the controllers.
     *
     * @return in the order in which to write them: an API is there before a page that calls it, and goes after it
     */
    List<Ingress> canaryIngresses(OrderAppRelease release, IngressSettings settings, Map<ComponentName, Route> routes) {
        // An API that is released without a page has none to follow; pages of the version before may still call it.
        ComponentName first =
                routes.containsKey(ComponentName.frontend) ? ComponentName.frontend : ComponentName.backend;
        return settings.paths().keySet().stream()
                .filter(routes::containsKey)
                .sorted(Comparator.comparing(c -> isWrittenLater(c, routes.get(c))))
                .map(c -> canaryIngress(release, settings, c, c == first, routes.get(c)))
                .toList();
    }

    /** No page calls the canary's API before the page itself is routed there; at 0 the page has to be routed away first. */
    private static boolean isWrittenLater(ComponentName component, Route route) {
        return (component == ComponentName.frontend) == (route.weight() > 0);
    }

    private static Ingress canaryIngress(
            OrderAppRelease release, IngressSettings settings, ComponentName component, boolean first, Route route) {
        String name = release.getMetadata().getName();
        HTTPIngressPath path = path(settings, component, Names.service(name, component, Role.canary));
        return new IngressBuilder()
                .withMetadata(OwnedMetadata.entrance(release, Names.canaryIngress(name, component))
                        .addToLabels(Labels.ROLE, Role.canary.name())
                        .addToLabels(Labels.COMPONENT, component.name())
                        .addToLabels(Labels.REVISION, route.revision())
                        .withAnnotations(annotations(settings, first, route))
                        .build())
                .withNewSpec()
                .withIngressClassName(settings.ingress().className())
                .withRules(rules(settings, List.of(path)))
                .endSpec()
                .build();
    }

    /**
     * Of one component's canary Ingress.
     *
     * @param first whether visitors come to this component first, rather than by a page of the same version
     */
    private static Map<String, String> annotations(IngressSettings settings, boolean first, Route route) {
        String prefix = settings.ingress().annotationPrefix();
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(prefix + CANARY, "true");
        annotations.put(prefix + Annotations.CANARY_WEIGHT, String.valueOf(route.weight()));
        if (!first && route.weight() > 0) {
            // At 0 not even a page left open from an earlier attempt of the same revision may reach the canary. At 100
            // pages of the old version are still open, and keep their API.
            annotations.put(prefix + BY_HEADER, REVISION_HEADER);
            annotations.put(prefix + BY_HEADER + "-value", route.revision());
            annotations.put(prefix + BY_COOKIE, PIN_COOKIE);
        } else if (route.weight() < 100) {
            // At 100 the weight alone is exact, and so it is at 0, but for testers.
            CanaryCookies.pattern(route, settings.preview()).ifPresent(cookies -> {
                annotations.put(prefix + BY_HEADER, "Cookie");
                annotations.put(prefix + BY_HEADER + "-pattern", COOKIES.formatted(cookies));
                annotations.put(prefix + BY_COOKIE, PIN_COOKIE);
            });
        }
        return annotations;
    }

    @Override
    public Optional<Route> route(TrafficObjects live, ComponentName component) {
        return TrafficObjects.named(live.ingresses(), Names.canaryIngress(live.release(), component))
                .flatMap(this::route);
    }

    /** The controllers don't say whether they follow an Ingress. */
    @Override
    public Entrance entrance(TrafficObjects live, Instant now) {
        return live.stableIngress()
                .map(there -> Entrance.OPEN)
                .orElseGet(() -> Entrance.absent("the stable Ingress is not there, so no visitor comes in"));
    }

    /** Where a canary Ingress leads; empty if it is not a canary to the controllers. */
    Optional<Route> route(Ingress ingress) {
        Map<String, String> annotations =
                Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElse(Map.of());
        return value(annotations, CANARY)
                .filter("true"::equals)
                .map(yes -> new Route(
                        Labels.revision(ingress).orElse(""),
                        value(annotations, Annotations.CANARY_WEIGHT)
                                .map(NginxIngressRouter::parseWeight)
                                .orElse(0)));
    }

    /** Whatever the prefix: that of the spec may have changed since the Ingress was written. */
    private static Optional<String> value(Map<String, String> annotations, String suffix) {
        return annotations.entrySet().stream()
                .filter(a -> a.getKey().endsWith(suffix))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** As the controllers parse it: 130 is all visitors, 12.5 none. */
    private static int parseWeight(String weight) {
        return weight.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(weight), 100) : 0;
    }

    /** Host, path and path type of a canary must equal those of the stable Ingress, or the controllers drop it. */
    private static List<IngressRule> rules(IngressSettings settings, List<HTTPIngressPath> paths) {
        IngressRule anyHost = new IngressRuleBuilder()
                .withNewHttp()
                .withPaths(paths)
                .endHttp()
                .build();
        List<String> hosts = settings.ingress().hosts();
        return hosts.isEmpty()
                ? List.of(anyHost)
                : hosts.stream()
                        .map(host ->
                                new IngressRuleBuilder(anyHost).withHost(host).build())
                        .toList();
    }

    private static HTTPIngressPath path(IngressSettings settings, ComponentName component, String service) {
        return new HTTPIngressPathBuilder()
                .withPath(settings.rules().text(component))
                .withPathType(settings.rules().type())
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withNumber(SERVICE_PORT)
                .endPort()
                .endService()
                .endBackend()
                .build();
    }

    private static List<IngressTLS> tls(IngressSpec ingress) {
        return Optional.ofNullable(ingress.tls())
                .map(tls -> List.of(new IngressTLSBuilder()
                        .withHosts(ingress.hosts())
                        .withSecretName(tls.secretName())
                        .build()))
                .orElse(List.of());
    }
}
