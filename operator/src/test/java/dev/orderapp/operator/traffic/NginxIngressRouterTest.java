package dev.orderapp.operator.traffic;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Annotations;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NginxIngressRouterTest {
    private static final String NEW = "k7bd2xcw9f";
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";

    private final NginxIngressRouter router = new NginxIngressRouter();

    @ParameterizedTest
    @ValueSource(ints = {1, 29, 30, 50, 99})
    void aPageFollowsTheVisitorsBucketWhereverTheCookieStands(int weight) {
        Ingress canary = canary(frontend, weight);
        for (String cookies : List.of(
                "order_app_bucket=%s; order_app_pin=never",
                "order_app_pin=never; order_app_bucket=%s",
                "a=b; order_app_bucket=%s; order_app_pin=never; c=d",
                "order_app_pin=never;order_app_bucket=%s")) {
            int led = IntStream.range(0, 100)
                    .map(b -> VisitorRequest.withCookies(cookies.formatted("%02d".formatted(b)))
                            .share(canary))
                    .sum();
            assertEquals(100 * weight, led, cookies);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xorder_app_bucket=%s", "order_app_bucket=%s0", "order_app_bucket=", "order_app_bucket=x%s"})
    void onlyTheBucketsOwnCookieCounts(String cookie) {
        Ingress canary = canary(frontend, 50);
        for (int bucket = 0; bucket < 100; bucket++) {
            String cookies = cookie.formatted("%02d".formatted(bucket)) + "; order_app_pin=never";
            assertEquals(0, VisitorRequest.withCookies(cookies).share(canary), cookies);
        }
    }

    @Test
    void anApiCallFollowsThePageThatMadeIt() {
        Ingress canary = canary(backend, 30);
        VisitorRequest shopper = VisitorRequest.withCookies("order_app_bucket=07; order_app_pin=never");
        assertEquals(100, shopper.with("X-Order-App-Revision", NEW).share(canary));
        assertEquals(0, shopper.with("X-Order-App-Revision", "older").share(canary));
        assertEquals(0, shopper.share(canary));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 50, 99, 100})
    void anApiThatIsReleasedAloneFollowsTheBucketsOfTheOldPagesVisitors(int weight) {
        OrderAppRelease release = ReleaseFixtures.shop();
        IngressSettings entrance = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        List<Ingress> canaries = router.canaryIngresses(release, entrance, Map.of(backend, new Route(NEW, weight)));
        assertEquals(1, canaries.size());
        Ingress canary = canaries.get(0);
        int led = IntStream.range(0, 100)
                .map(b -> VisitorRequest.withCookies("order_app_bucket=%02d; order_app_pin=never".formatted(b))
                        .with("X-Order-App-Revision", "older")
                        .share(canary))
                .sum();
        assertEquals(100 * weight, led);
        assertEquals(weight, VisitorRequest.stranger().share(canary));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 50, 99, 100})
    void whoeverHasNoCookiesIsLedByTheWeight(int weight) {
        assertEquals(weight, VisitorRequest.stranger().share(canary(frontend, weight)));
        assertEquals(weight, VisitorRequest.stranger().share(canary(backend, weight)));
    }

    @Test
    void atWeightZeroNobodyReachesTheCanaryWhateverTheySend() {
        VisitorRequest insistent = VisitorRequest.withCookies("order_app_bucket=07; order_app_pin=always")
                .with("X-Order-App-Revision", NEW);
        assertEquals(0, insistent.share(canary(frontend, 0)));
        assertEquals(0, insistent.share(canary(backend, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 99, 100})
    void testersGetPageAndApiOfTheCanaryAtEveryWeight(int weight) {
        OrderAppRelease release = withPreview();
        VisitorRequest tester =
                outsider().with("Cookie", outsider().headers().get("Cookie") + "; shop_preview=testers-2026");
        assertEquals(100, tester.share(canary(release, frontend, weight)));
        assertEquals(100, tester.with("X-Order-App-Revision", NEW).share(canary(release, backend, weight)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop_preview=testers-2027",
                "shop_preview=testers-2026x",
                "xshop_preview=testers-2026",
                "shop_preview="
            })
    void whoeverHasAnotherCookieThanTheTestersIsAVisitorAsOthers(String cookie) {
        VisitorRequest visitor = outsider().with("Cookie", outsider().headers().get("Cookie") + "; " + cookie);
        for (int weight : List.of(0, 1, 30)) {
            assertEquals(0, visitor.share(canary(withPreview(), frontend, weight)));
            assertEquals(0, visitor.share(canary(withPreview(), backend, weight)));
        }
    }

    @Test
    void aPreviewLeadsNoVisitorToTheCanaryAtWeightZeroWhateverTheySend() {
        VisitorRequest insistent = VisitorRequest.withCookies("order_app_bucket=07; order_app_pin=never")
                .with("X-Order-App-Revision", NEW);
        assertEquals(0, insistent.share(canary(withPreview(), frontend, 0)));
        assertEquals(0, insistent.share(canary(withPreview(), backend, 0)));
        assertEquals(0, VisitorRequest.stranger().share(canary(withPreview(), frontend, 0)));
    }

    /** Not of the canary's buckets at 1 to 99 %. */
    private static VisitorRequest outsider() {
        int last = Math.floorMod(Buckets.of(NEW, 1).first() + 99, 100);
        return VisitorRequest.withCookies("order_app_bucket=%02d; order_app_pin=never".formatted(last));
    }

    private static OrderAppRelease withPreview() {
        return ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                canary:
                  steps: [{weight: 100, hold: 5m, approval: false}]
                  progressDeadline: 10m
                  drain: 10s
                  keepPrevious: 10m
                  preview: {cookie: shop_preview, value: testers-2026}
                """);
    }

    @Test
    void atWeightHundredEveryPageIsNewAndOldPagesKeepTheirApi() {
        VisitorRequest shopper = VisitorRequest.withCookies("order_app_pin=never");
        assertEquals(100, shopper.share(canary(frontend, 100)));
        assertEquals(0, shopper.with("X-Order-App-Revision", "older").share(canary(backend, 100)));
        assertEquals(100, shopper.with("X-Order-App-Revision", NEW).share(canary(backend, 100)));
    }

    @Test
    void annotationsHoldOnlyWhatIngressNginxDoesNotDrop() {
        for (int weight = 0; weight <= 100; weight++) {
            for (ComponentName component : ComponentName.values()) {
                for (OrderAppRelease release : List.of(ReleaseFixtures.shop(), withPreview())) {
                    canary(release, component, weight)
                            .getMetadata()
                            .getAnnotations()
                            .values()
                            .forEach(value ->
                                    assertTrue(value.matches("[A-Za-z0-9\\-._~/:^$\\[\\](){}*+?|&=\\\\]+"), value));
                }
            }
        }
    }

    @Test
    void aCanaryHasHostsPathAndPathTypeOfItsStableRule() {
        OrderAppRelease release = withIngress("{hosts: [shop.test, www.shop.test]}");
        IngressSettings entrance = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        List<IngressRule> stable =
                router.stableIngress(release, entrance).getSpec().getRules();
        for (ComponentName component : ComponentName.values()) {
            Ingress canary = canary(release, component, 30);
            for (int host = 0; host < 2; host++) {
                var rule = canary.getSpec().getRules().get(host);
                assertEquals(stable.get(host).getHost(), rule.getHost());
                assertEquals(1, rule.getHttp().getPaths().size());
                var own = rule.getHttp().getPaths().get(0);
                var path = stable.get(host).getHttp().getPaths().get(component.ordinal());
                assertEquals(path.getPath(), own.getPath());
                assertEquals(path.getPathType(), own.getPathType());
                assertEquals(
                        "shop-" + component + "-stable",
                        path.getBackend().getService().getName());
                assertEquals(
                        "shop-" + component + "-canary",
                        own.getBackend().getService().getName());
            }
        }
    }

    @Test
    void withoutHostsThereIsOneRuleForAllOfThem() {
        Ingress stable = stable(ReleaseFixtures.shop());
        assertEquals(1, stable.getSpec().getRules().size());
        assertEquals(null, stable.getSpec().getRules().get(0).getHost());
        assertEquals(List.of(), stable.getSpec().getTls());
    }

    @Test
    void certificateAndAnnotationsOfTheUserAreOnTheStableIngress() {
        Ingress stable = stable(withIngress(
                "{className: public, hosts: [shop.test], tls: {secretName: cert}, annotations: {acme/a: b}}"));
        assertEquals("public", stable.getSpec().getIngressClassName());
        assertEquals("cert", stable.getSpec().getTls().get(0).getSecretName());
        assertEquals(List.of("shop.test"), stable.getSpec().getTls().get(0).getHosts());
        assertEquals("b", stable.getMetadata().getAnnotations().get("acme/a"));
    }

    /** Or a controller may forward bodies while they come, and count what their senders break off as failures of a version. */
    @Test
    void controllersAreAskedToReadBodiesToTheirEndUnlessTheReleaseSaysOtherwise() {
        String buffering = "nginx.ingress.kubernetes.io/proxy-request-buffering";
        Ingress usual = stable(withIngress("{hosts: [shop.test]}"));
        Ingress streaming = stable(withIngress("{hosts: [shop.test], annotations: {" + buffering + ": 'off'}}"));

        assertEquals("on", usual.getMetadata().getAnnotations().get(buffering));
        assertEquals("off", streaming.getMetadata().getAnnotations().get(buffering));
    }

    @Test
    void aStableIngressIsNeverACanaryWhateverTheReleaseSays() {
        Ingress stable = stable(
                withIngress(
                        "{annotationPrefix: ingress.example, annotations:"
                                + " {nginx.ingress.kubernetes.io/canary: 'true', other/Canary-Weight: '100', canary.x: a, acme/a: b}}"));
        assertEquals(
                Set.of(
                        "acme/a",
                        "ingress.example/proxy-request-buffering",
                        "ingress.example/use-regex",
                        Annotations.ENTRANCE),
                stable.getMetadata().getAnnotations().keySet());
        assertEquals(Optional.empty(), router.route(stable));
    }

    @Test
    void anotherAnnotationPrefixIsUsedAndReadBack() {
        OrderAppRelease release = withIngress("{annotationPrefix: ingress.example}");
        Ingress canary = canary(release, backend, 30);
        assertEquals("30", canary.getMetadata().getAnnotations().get("ingress.example/canary-weight"));
        assertTrue(canary.getMetadata().getAnnotations().keySet().stream().noneMatch(k -> k.startsWith("nginx.")));
        assertEquals(Optional.of(new Route(NEW, 30)), router.route(canary));
    }

    @Test
    void everyRouteReadsBackAsItWasWritten() {
        for (int weight = 0; weight <= 100; weight++) {
            assertEquals(Optional.of(new Route(NEW, weight)), router.route(canary(backend, weight)));
            assertEquals(Optional.of(new Route(NEW, weight)), router.route(canary(frontend, weight)));
        }
    }

    @ParameterizedTest(name = "an edited weight {0} leads {1} %")
    @CsvSource({"130, 100", "12.5, 0", "-1, 0", "half, 0", "20, 20", "99999999999, 0"})
    void anEditedWeightReadsAsTheControllersUnderstandIt(String written, int understood) {
        assertEquals(
                Optional.of(new Route(NEW, understood)),
                router.route(edited(Map.of(PREFIX + "canary", "true", PREFIX + "canary-weight", written))));
    }

    @Test
    void anIngressThatNoControllerTakesForACanaryIsNoRoute() {
        assertEquals(Optional.empty(), router.route(edited(Map.of(PREFIX + "canary-weight", "30"))));
        assertEquals(
                Optional.empty(),
                router.route(edited(Map.of(PREFIX + "canary", "false", PREFIX + "canary-weight", "30"))));
        assertEquals(Optional.empty(), router.route(edited(Map.of())));
    }

    private Ingress edited(Map<String, String> annotations) {
        return new IngressBuilder(canary(backend, 30))
                .editMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private Ingress canary(ComponentName component, int weight) {
        return canary(ReleaseFixtures.shop(), component, weight);
    }

    /** The component's canary Ingress, in a release of page and API. */
    private Ingress canary(OrderAppRelease release, ComponentName component, int weight) {
        IngressSettings entrance = IngressSettings.of(release.getSpec(), Set.of(backend, frontend));
        Route route = new Route(NEW, weight);
        return router.canaryIngresses(release, entrance, Map.of(backend, route, frontend, route)).stream()
                .filter(i -> component.name().equals(i.getMetadata().getLabels().get(Labels.COMPONENT)))
                .findFirst()
                .orElseThrow();
    }

    private Ingress stable(OrderAppRelease release) {
        return router.stableIngress(release, IngressSettings.of(release.getSpec(), Set.of(backend, frontend)));
    }

    private static OrderAppRelease withIngress(String ingress) {
        return ReleaseFixtures.shop("""
                backend: {image: "acme/order-backend:1.0.0"}
                frontend: {image: "acme/order-frontend:1.0.0"}
                ingress: %s
                """.formatted(ingress));
    }
}
