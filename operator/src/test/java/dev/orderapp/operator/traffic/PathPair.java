package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.GatewaySpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.ParentRefSpec;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Paths of page and API that the schema accepts, and what should become of requests to them.
 *
 * @param preview whether testers see a canary before its visitors do
 */
record PathPair(String page, String api, boolean preview) {
    static final String NEW = "k7bd2xcw9f";

    private static final String TESTERS = """
            canary:
              steps: [{weight: 100, hold: 5m, approval: false}]
              progressDeadline: 10m
              drain: 10s
              keepPrevious: 10m
              preview: {cookie: shop_preview, value: testers-2026}
            """;

    /** Page and API are released, or the API alone, whose canary then follows the bucket; or nothing is. */
    static final List<ComponentName[]> RELEASED =
            List.of(new ComponentName[] {backend, frontend}, new ComponentName[] {backend}, new ComponentName[] {});

    /** Whose canary no tester sees first. */
    PathPair(String page, String api) {
        this(page, api, false);
    }

    /** The same, whose canary testers see first. */
    private PathPair previewed() {
        return new PathPair(page, api, true);
    }

    /** Either inside the other, side by side, alike at their beginnings, with dots, and differing by case; without testers and with them. */
    static List<PathPair> examples() {
        List<PathPair> pairs = Stream.of(
                        "/ /api",
                        "/ /v1/api",
                        "/ /a",
                        "/shop /api",
                        "/shop /shop/api",
                        "/shop/api /shop",
                        "/ui /",
                        "/very/long/path/of/a/page /",
                        "/a/b/c /a/b/c/d",
                        "/a/b/c/d /a",
                        "/shop /shopapi",
                        "/shop-api /shop",
                        "/a.b /a",
                        "/a /a.b",
                        "/a.b /a.b/c.d",
                        "/~x_y/-1 /~x_y",
                        "/Shop /shop",
                        "/Shop /shop/api")
                .map(both -> new PathPair(both.split(" ")[0], both.split(" ")[1]))
                .toList();
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> i % 2 == 0 ? pairs.get(i) : pairs.get(i).previewed())
                .toList();
    }

    String of(ComponentName component) {
        return component == frontend ? page : api;
    }

    /** To both paths, below them, beside them, and in other spellings. */
    Set<String> requests() {
        Set<String> requests = new LinkedHashSet<>(List.of("/", "/other", "/index.html"));
        for (String path : List.of(page, api)) {
            String folder = path.equals("/") ? "" : path;
            requests.addAll(List.of(
                    path,
                    folder + "/",
                    folder + "/orders/7",
                    folder + "/api/docs",
                    folder + "-docs",
                    folder + "x",
                    folder.replace('.', 'x') + "/orders",
                    folder.toUpperCase(Locale.ROOT) + "/orders"));
        }
        requests.remove("");
        requests.removeIf(request -> !request.startsWith("/"));
        return requests;
    }

    /**
     * The component that a request is for: of the paths that it equals or is below of, the longer one. It is empty where no path leads
     * anywhere, and no matter of this where only the case of its letters differs from a path's.
     */
    Optional<ComponentName> component(String request) {
        return Stream.of(frontend, backend)
                .filter(c -> of(c).equals("/") || (request + "/").startsWith(of(c) + "/"))
                .max((a, b) -> Integer.compare(of(a).length(), of(b).length()));
    }

    /** Whether the case of its letters alone leaves open which component a request is for. */
    boolean isSpeltOtherwise(String request) {
        PathPair lower = new PathPair(page.toLowerCase(Locale.ROOT), api.toLowerCase(Locale.ROOT));
        return !lower.component(request.toLowerCase(Locale.ROOT)).equals(component(request))
                || lower.page.equals(lower.api);
    }

    OrderAppRelease release(String name, String host) {
        OrderAppRelease release = ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0", path: "%s"}
                frontend: {image: "acme/order-frontend:1.0.0", path: "%s"}
                ingress: {hosts: ["%s"]}
                %s
                """.formatted(api, page, host, preview ? TESTERS : ""));
        release.getMetadata().setName(name);
        return release;
    }

    /** What a test makes of a release whose canary stands at a weight. */
    interface Maker<S> {
        S make(PathPair pair, OrderAppRelease release, int weight, ComponentName... released);
    }

    /** Something for each pair at a weight within and one at the end, with a host of its own; every third releases the API alone. */
    static <S> List<S> ofEach(String namespace, Maker<S> maker) {
        List<S> all = new ArrayList<>();
        for (PathPair pair : examples()) {
            for (int weight : all.size() % 4 == 0 ? List.of(30, 100) : List.of(50, 0)) {
                String name = "shop" + all.size();
                OrderAppRelease release = pair.release(name, name + ".test");
                release.getMetadata().setNamespace(namespace);
                ComponentName[] released =
                        all.size() % 3 == 2 ? new ComponentName[] {backend} : new ComponentName[] {backend, frontend};
                all.add(maker.make(pair, release, weight, released));
            }
        }
        return all;
    }

    /** The stable Ingress and, for the components that are released, a canary Ingress each. */
    static List<Ingress> ingresses(OrderAppRelease release, int weight, ComponentName... released) {
        IngressSettings entrance = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        return entrance.objects(release, routes(weight, released)).stream()
                .map(Ingress.class::cast)
                .toList();
    }

    private static Map<ComponentName, Route> routes(int weight, ComponentName... released) {
        Map<ComponentName, Route> routes = new EnumMap<>(ComponentName.class);
        for (ComponentName component : released) {
            routes.put(component, new Route(NEW, weight));
        }
        return routes;
    }

    /** The HTTPRoute of the same release, as if it had asked for one. */
    static HTTPRoute httpRoute(OrderAppRelease release, int weight, ComponentName... released) {
        IngressSettings asked = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        GatewaySpec gateway = new GatewaySpec(
                List.of(new ParentRefSpec("web", null, null)), asked.ingress().hosts(), null, null, null, null);
        GatewaySettings settings = new GatewaySettings(gateway, asked.paths(), asked.preview());
        return (HTTPRoute) settings.objects(release, routes(weight, released)).get(0);
    }

    /** Where a request should be answered: one Service, or two where the weight draws. */
    List<String> services(OrderAppRelease release, List<Ingress> ingresses, String request, VisitorRequest visitor) {
        String name = release.getMetadata().getName();
        return component(request)
                .map(c -> IngressControllerModel.drawn(
                        ingresses.stream()
                                .filter(i -> i.getMetadata().getName().equals(Names.canaryIngress(name, c)))
                                .findFirst()
                                .map(visitor::share)
                                .orElse(0),
                        Names.service(name, c, Role.stable),
                        Names.service(name, c, Role.canary)))
                .orElse(List.of(IngressControllerModel.NONE));
    }

    /** In and out of the canary's buckets at a weight from 30 to 50, and a tester, with all that they may send to the API. */
    static List<VisitorRequest> visitors() {
        int first = Buckets.of(NEW, 30).first();
        String in = "order_app_bucket=%02d; order_app_pin=never".formatted((first + 7) % 100);
        String out = "a=b; order_app_pin=never; order_app_bucket=%02d".formatted((first + 70) % 100);
        String tester = out + "; shop_preview=testers-2026";
        return Stream.concat(
                        Stream.of(in, out, tester).map(VisitorRequest::withCookies),
                        Stream.of(VisitorRequest.stranger()))
                .flatMap(v ->
                        Stream.of(v, v.with("X-Order-App-Revision", NEW), v.with("X-Order-App-Revision", "older0000z")))
                .toList();
    }
}
