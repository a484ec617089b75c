package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;

import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.RevisionStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A release with a page and an API, in a namespace of its own, with fake controllers and Pods. */
final class TestShop implements AutoCloseable {
    static final String GOOD = "acme/order-backend:1.0.0";
    static final String OTHER = "acme/order-backend:1.1.0";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final String namespace;
    private final FakeControllers controllers;

    private TestShop(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.controllers = FakeControllers.start(client, namespace);
    }

    /** Makes the namespace, with no release in it yet. */
    static TestShop in(KubernetesClient client, String namespace) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new TestShop(client, namespace);
    }

    /** Makes a release whose canary goes on by itself. */
    void create() {
        create("approval: false");
    }

    /** Makes a release with more fields in its first step. */
    void create(String firstStep) {
        create(namespace + ".test", firstStep);
    }

    /** Makes a release for the visitors of a host. */
    void create(String host, String firstStep) {
        create("ingress: {hosts: [" + host + "]}", firstStep, OnNoData.Hold);
    }

    /** Makes a release whose visitors come in so, and which needs none of them; {@code %s} is the namespace. */
    void createBy(String entrance) {
        createBy(entrance, "approval: false");
    }

    /** The same with more fields in its first step. */
    void createBy(String entrance, String firstStep) {
        create(entrance.formatted(namespace), firstStep, OnNoData.Promote);
    }

    private void create(String entrance, String firstStep, OnNoData onNoData) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: orderapp.dev/v1
                        kind: OrderAppRelease
                        metadata: {name: shop, namespace: %s}
                        spec:
                          backend: {image: "%s", replicas: 2}
                          frontend: {image: acme/order-frontend:1.0.0, replicas: 1}
                          %s
                          canary:
                            steps: [{weight: 30, hold: 1s, %s}, {weight: 100, hold: 1s}]
                            drain: 1s
                          analysis:
                            interval: 1s
                            onNoData: %s
                            metrics:
                              - {name: server-errors, bad: 'shop_requests_total{outcome="error"}', total: shop_requests_total}
                        """.formatted(namespace, GOOD, entrance, firstStep, onNoData), OrderAppRelease.class))
                .create();
    }

    void image(String image) {
        patch("{\"spec\": {\"backend\": {\"image\": \"" + image + "\"}}}");
    }

    /** Asks for another host. */
    void host(String host) {
        patch("{\"spec\": {\"ingress\": {\"hosts\": [\"" + host + "\"]}}}");
    }

    /** Asks for another way in, instead of the former. */
    void moveTo(String entrance) {
        Map<?, ?> spec = Serialization.unmarshal(entrance.formatted(namespace), Map.class);
        String former = spec.containsKey("gateway") ? "ingress" : "gateway";
        patch("{\"spec\": {\"" + former + "\": null, "
                + Serialization.asJson(spec).replaceFirst("^\\{", "").strip() + "}");
    }

    /** Gives a canary so long to get ready, or to be routed. */
    void deadline(String duration) {
        patch("{\"spec\": {\"canary\": {\"progressDeadline\": \"" + duration + "\"}}}");
    }

    /** Asks for so many Pods of its API. */
    void replicas(int replicas) {
        patch("{\"spec\": {\"backend\": {\"replicas\": " + replicas + "}}}");
    }

    /** Changes its API's autoscaling, JSON; {@code null} for none. */
    void autoscaling(String autoscaling) {
        patch("{\"spec\": {\"backend\": {\"autoscaling\": " + autoscaling + "}}}");
    }

    /** Says where its API's Pods show their metrics, JSON. */
    void metrics(String metrics) {
        patch("{\"spec\": {\"backend\": {\"metrics\": " + metrics + "}}}");
    }

    /** Says what all of its objects have in common, JSON; {@code null} for nothing. */
    void commonMetadata(String metadata) {
        patch("{\"spec\": {\"commonMetadata\": " + metadata + "}}");
    }

    /** Ends the hold of the canary's first step. */
    void approve() {
        RevisionStatus canary = status().orElseThrow().canary();
        annotate("promote", canary.revision() + "/" + canary.attempt() + "/0");
    }

    /** Ends the canary. */
    void abort() {
        RevisionStatus canary = status().orElseThrow().canary();
        annotate("abort", canary.revision() + "/" + canary.attempt());
    }

    /** Leaves what serves at once for an image that was promoted before. */
    void undo(String image) {
        RevisionStatus stable = status().orElseThrow().stable();
        patch("{\"metadata\": {\"annotations\": {\"orderapp.dev/undo\": \"" + stable.revision() + "/" + stable.attempt()
                + "\"}}, \"spec\": {\"backend\": {\"image\": \"" + image + "\"}}}");
    }

    private void annotate(String action, String value) {
        patch("{\"metadata\": {\"annotations\": {\"orderapp.dev/" + action + "\": \"" + value + "\"}}}");
    }

    /** Says when nothing starts, JSON; {@code null} for never. */
    void freezeWindows(String windows) {
        patch("{\"spec\": {\"freezeWindows\": " + windows + "}}");
    }

    private void patch(String change) {
        release().patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    OrderAppReleaseStatus until(Predicate<OrderAppReleaseStatus> holds) {
        return await("status " + namespace)
                .atMost(PATIENCE)
                .until(this::status, s -> s.filter(holds).isPresent())
                .orElseThrow();
    }

    Optional<OrderAppReleaseStatus> status() {
        return Optional.ofNullable(release().get().getStatus());
    }

    private Resource<OrderAppRelease> release() {
        return client.resources(OrderAppRelease.class).inNamespace(namespace).withName("shop");
    }

    /** Of the release as it is now. */
    long generation() {
        return release().get().getMetadata().getGeneration();
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        controllers.close();
    }
}
