package dev.orderapp.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.traffic.IngressSettings;
import dev.orderapp.operator.traffic.NginxIngressRouter;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where requests go by the Ingresses that the operator itself writes. */
class RouterTest {
    private static final String REVISION = "1a2b3c";
    private static final OrderAppRelease RELEASE = Serialization.unmarshal("""
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {name: shop, namespace: shop}
            spec: {backend: {image: "b:1"}, frontend: {image: "f:1"}}
            """, OrderAppRelease.class);
    private static final IngressSettings SETTINGS =
            IngressSettings.of(RELEASE.getSpec(), Set.of(ComponentName.values()));

    private final List<Ingress> ingresses = new ArrayList<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private final Router router = new Router(new Router.View() {
        @Override
        public List<Ingress> ingresses() {
            return ingresses;
        }

        @Override
        public List<EndpointSlice> slices() {
            return slices;
        }

        @Override
        public Pod pod(String name) {
            return new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .build();
        }
    });

    /** The operator's own Ingresses, and one ready Pod behind each Service, of the Service's name. */
    private void weigh(int weight) {
        NginxIngressRouter operator = new NginxIngressRouter();
        Route route = new Route(REVISION, weight);
        ingresses.clear();
        operator.objects(RELEASE, SETTINGS, Map.of(ComponentName.backend, route, ComponentName.frontend, route))
                .forEach(ingress -> ingresses.add((Ingress) ingress));
        for (String tier : List.of("backend", "frontend")) {
            serve("shop-" + tier + "-stable", true);
            serve("shop-" + tier + "-canary", true);
        }
    }

    private void serve(String service, boolean ready) {
        slices.removeIf(slice -> slice.getMetadata().getName().equals(service));
        slices.add(new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service)
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .addNewEndpoint()
                .withNewConditions()
                .withReady(ready)
                .endConditions()
                .withNewTargetRef()
                .withName(service)
                .endTargetRef()
                .endEndpoint()
                .build());
    }

    private String pod(String path, Map<String, String> cookies, Map<String, String> headers) {
        return router.route(new Router.Request(path, cookies, headers))
                .map(pod -> pod.getMetadata().getName())
                .orElse("nobody");
    }

    private static Map<String, String> returning(int bucket) {
        return Map.of("order_app_bucket", "%02d".formatted(bucket), "order_app_pin", "never");
    }

    @Test
    void thePageOfJustAsManyBucketsAsTheWeightSaysIsTheCanarys() {
        for (int weight : List.of(0, 1, 30, 50, 99, 100)) {
            weigh(weight);
            long canary = IntStream.range(0, 100)
                    .filter(bucket -> pod("/", returning(bucket), Map.of()).equals("shop-frontend-canary"))
                    .count();
            assertEquals(weight, canary);
        }
    }

    @Test
    void visitorsWithoutABucketAreDealtByTheWeight() {
        weigh(30);
        long canary = IntStream.range(0, 200)
                .filter(i -> pod("/", Map.of(), Map.of()).equals("shop-frontend-canary"))
                .count();
        assertEquals(60, canary);
    }

    @Test
    void theApiFollowsThePageWhateverTheBucket() {
        weigh(30);
        for (int bucket = 0; bucket < 100; bucket++) {
            Map<String, String> cookies = returning(bucket);
            assertEquals(
                    "shop-backend-canary", pod("/api/products", cookies, Map.of("X-Order-App-Revision", REVISION)));
            assertEquals("shop-backend-stable", pod("/api/products", cookies, Map.of("X-Order-App-Revision", "other")));
        }
    }

    @Test
    void withoutCanaryIngressesTheStableServicesAnswer() {
        weigh(30);
        ingresses.subList(1, ingresses.size()).clear();
        assertEquals("shop-frontend-stable", pod("/", returning(0), Map.of()));
        assertEquals("shop-backend-stable", pod("/api", returning(0), Map.of("X-Order-App-Revision", REVISION)));
    }

    @Test
    void aServiceWithoutAReadyPodIsAnsweredByNobody() {
        weigh(0);
        serve("shop-frontend-stable", false);
        assertEquals("nobody", pod("/", returning(0), Map.of()));
    }
}
