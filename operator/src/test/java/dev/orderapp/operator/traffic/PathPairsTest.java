package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the paths of page and API, and whatever a visitor sends, a request is answered by the component that it is for. */
class PathPairsTest {
    private static final List<Integer> WEIGHTS = List.of(0, 30, 50, 100);

    static Stream<IngressControllerModel> controllers() {
        return Stream.of(new IngressNginxModel(), new TraefikModel());
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void everyPairOfPathsLeadsToTheRightComponentAndVersion(IngressControllerModel controller) {
        for (PathPair pair : pairs()) {
            OrderAppRelease release = pair.release("shop", "shop.test");
            for (ComponentName[] released : PathPair.RELEASED) {
                for (int weight : WEIGHTS) {
                    List<Ingress> ingresses = PathPair.ingresses(release, weight, released);
                    IngressControllerModel.Rules rules = controller.read(ingresses);
                    for (String request : pair.requests()) {
                        Set<ComponentName> answering = new LinkedHashSet<>();
                        for (VisitorRequest visitor : PathPair.visitors()) {
                            List<String> services = rules.services(request, visitor);
                            if (!pair.isSpeltOtherwise(request)) {
                                assertEquals(
                                        pair.services(release, ingresses, request, visitor),
                                        services,
                                        () -> pair + " at " + weight + " of " + List.of(released) + ": " + request
                                                + " by " + visitor);
                            }
                            services.stream()
                                    .map(s -> s.contains("backend") ? backend : frontend)
                                    .forEach(answering::add);
                        }
                        assertEquals(1, answering.size(), () -> pair + ": " + request + " is answered by both");
                    }
                }
            }
        }
    }

    /** What the documentation says of other Ingresses on a release's host. */
    @ParameterizedTest(
            name =
                    "beside {0} and {1}, {2} keeps its visitors: on ingress-nginx {3}, on Traefik at rest {4} and beside a canary {5}")
    @CsvSource({
        "/, /api, /blog, true, true, false",
        "/, /api, /api-docs, true, true, false",
        "/, /api, /apix, true, true, false",
        "/, /api, /api/docs, false, false, false",
        "/shop, /shop/api, /shop/apidocs, true, true, false",
        "/shop, /shop/api, /blog, true, true, true",
        "/shop, /shop-api, /shop/docs, true, true, false",
        "/shop, /shop-api, /shop-api/docs, true, true, false",
        "/shop, /shop-api, /shopx, true, true, true",
    })
    void anotherIngressOfTheHostKeepsItsVisitorsAsDocumented(
            String page, String api, String path, boolean onNginx, boolean atRest, boolean besideCanary) {
        OrderAppRelease release = new PathPair(page, api).release("shop", "shop.test");
        List<Ingress> rest = PathPair.ingresses(release, 30);
        List<Ingress> canary = PathPair.ingresses(release, 30, backend, frontend);
        assertEquals(onNginx, keeps(new IngressNginxModel(), rest, path));
        assertEquals(onNginx, keeps(new IngressNginxModel(), canary, path));
        assertEquals(atRest, keeps(new TraefikModel(), rest, path));
        assertEquals(besideCanary, keeps(new TraefikModel(), canary, path));
    }

    /** Whether all visitors of another Ingress's path come there. */
    private static boolean keeps(IngressControllerModel controller, List<Ingress> ingresses, String path) {
        Ingress other = new IngressBuilder()
                .withNewMetadata()
                .withName("other")
                .withAnnotations(Map.of())
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .withHost("shop.test")
                .withNewHttp()
                .addNewPath()
                .withPath(path)
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName("other")
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
        IngressControllerModel.Rules rules = controller.read(
                Stream.concat(ingresses.stream(), Stream.of(other)).toList());
        return PathPair.visitors().stream()
                .allMatch(v -> rules.services(path, v).equals(List.of("other"))
                        && rules.services(path + "/7", v).equals(List.of("other")));
    }

    /** The examples and more that are made of the same parts, often one inside the other. */
    private static List<PathPair> pairs() {
        Random random = new Random(7);
        List<PathPair> pairs = new ArrayList<>(PathPair.examples());
        while (pairs.size() < 80) {
            String outer = path(random, random.nextInt(3));
            String inner = random.nextBoolean()
                    ? (outer.equals("/") ? "" : outer) + path(random, 1 + random.nextInt(2))
                    : path(random, random.nextInt(3));
            if (!inner.equals(outer)) {
                boolean preview = random.nextBoolean();
                pairs.add(
                        random.nextBoolean()
                                ? new PathPair(outer, inner, preview)
                                : new PathPair(inner, outer, preview));
            }
        }
        return pairs;
    }

    private static String path(Random random, int segments) {
        List<String> of = List.of("a", "ab", "api", "A", "a.b", "a-b", "~", "_", "a".repeat(60));
        return segments == 0
                ? "/"
                : IntStream.range(0, segments)
                        .mapToObj(any -> "/" + of.get(random.nextInt(of.size())))
                        .collect(Collectors.joining());
    }
}
