package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole operator against a real API server, with fake controllers and Pods. Each test has a namespace, an
 * operator and a release of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class OrderAppReleaseTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GOOD = "acme/order-backend:1.0.0";
    private static final String BETTER = "acme/order-backend:1.1.0";
    private static final String BAD = "acme/order-backend:1.3.0";

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private final String namespace = "shops-" + NAMESPACES.incrementAndGet();
    private String keepFailed = "0s";
    private FakeControllers controllers;
    private TestOperator operator;

    OrderAppReleaseTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        controllers = FakeControllers.start(client, namespace);
        operator = TestOperator.start(client.getConfiguration(), namespace, pages::address);
    }

    @AfterEach
    void stop() {
        operator.close();
        controllers.close();
        pages.close();
    }

    @Test
    void aGoodReleaseGoesThroughItsStepsAndServesEverybody() {
        create(GOOD, "");
        OrderAppReleaseStatus first = until(s -> s.phase() == Phase.Stable);

        image(BETTER);
        OrderAppReleaseStatus promoted =
                until(s -> s.phase() == Phase.Stable && s.history().size() == 2);

        assertEquals(BETTER, promoted.stable().backend());
        assertEquals(first.stable().revision(), promoted.previous().revision());
        assertEquals(Outcome.Promoted, promoted.history().get(0).outcome());
        assertEquals("Promoted", condition(promoted, "Settled").getReason());
        assertEquals("True", condition(promoted, "Available").getStatus());
        assertEquals(promoted.stable().revision(), selected("shop-backend-stable"));
        assertTrue(canaryIngresses().isEmpty());
        List<String> told = List.of("Initializing", "Preparing", "StepStarted", "Promoting", "Promoted");
        await().atMost(PATIENCE).until(() -> events().containsAll(told));
    }

    @Test
    void aBadReleaseIsRolledBackWithItsNumbersAndNotTriedAgain() {
        pages.fail(BAD);
        create(GOOD, "");
        OrderAppReleaseStatus first = until(s -> s.phase() == Phase.Stable);

        image(BAD);
        OrderAppReleaseStatus back = until(s -> s.phase() == Phase.RolledBack);

        assertEquals(first.stable().revision(), back.stable().revision());
        assertEquals("AnalysisFailed", back.failed().reason());
        assertTrue(
                back.failed().message().startsWith("server-errors: canary "),
                back.failed().message());
        assertEquals(first.stable().revision(), selected("shop-backend-stable"));
        await().atMost(PATIENCE).until(() -> deployments().equals(List.of(deployment(first))));
        assertTrue(canaryIngresses().isEmpty());
        // Nothing of it runs, but a person may come back to it.
        assertEquals(
                Set.of(first.stable().revision(), back.failed().revision()),
                client.apps().controllerRevisions().inNamespace(namespace).list().getItems().stream()
                        .map(revision -> revision.getMetadata().getLabels().get(Labels.REVISION))
                        .collect(Collectors.toSet()));

        image(GOOD);
        OrderAppReleaseStatus again = until(s -> s.phase() == Phase.Stable);
        assertEquals(1, again.history().stream().filter(this::isOfBad).count());
    }

    @Test
    void onePodOfWhatFailedStaysBehindNoServiceUntilAnotherVersionStarts() {
        keepFailed = "10m";
        pages.fail(BAD);
        create(GOOD, "");
        OrderAppReleaseStatus first = until(s -> s.phase() == Phase.Stable);
        image(BAD);
        String failed = until(s -> s.phase() == Phase.RolledBack).failed().revision();

        await().atMost(PATIENCE)
                .until(() -> replicas(failed), one -> one.filter(n -> n == 1).isPresent());
        for (String service : List.of("shop-backend-stable", "shop-backend-canary")) {
            assertEquals(first.stable().revision(), selected(service));
        }
        assertTrue(canaryIngresses().isEmpty());

        image(BETTER);
        await().atMost(PATIENCE).until(() -> replicas(failed).isEmpty());
    }

    private Optional<Integer> replicas(String revision) {
        return Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("shop-backend-" + revision)
                        .get())
                .map(deployment -> deployment.getSpec().getReplicas());
    }

    private boolean isOfBad(HistoryEntry entry) {
        return entry.backend().equals(BAD);
    }

    @Test
    void atRestNothingIsAskedAndNothingWritten() {
        create(GOOD, "");
        OrderAppReleaseStatus stable = until(s -> s.phase() == Phase.Stable);
        untilQuiet();

        operator.forgetRequests();
        double reconciles = operator.reconciles();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment(stable))
                .edit(d -> {
                    d.getMetadata().getAnnotations().put("example.test/touched", "yes");
                    return d;
                });
        await().atMost(PATIENCE).until(() -> operator.reconciles() > reconciles);
        untilQuiet();

        assertEquals(List.of(), operator.requests());
    }

    @Test
    void aRestartInStableWritesNothing() {
        create(GOOD, "");
        until(s -> s.phase() == Phase.Stable);
        untilQuiet();

        operator.close();
        operator = TestOperator.start(client.getConfiguration(), namespace, pages::address);
        await().atMost(PATIENCE).until(() -> operator.reconciles() > 0);
        untilQuiet();

        assertEquals(List.of(), writes());
    }

    @Test
    void aStatusThatWasLostIsTakenFromWhatServes() {
        create(GOOD, "");
        OrderAppReleaseStatus before = until(s -> s.phase() == Phase.Stable);
        operator.close();
        release()
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON), "[{\"op\":\"remove\",\"path\":\"/status\"}]");
        image(BETTER);

        operator = TestOperator.start(client.getConfiguration(), namespace, pages::address);
        OrderAppReleaseStatus after = until(s -> s.phase() == Phase.Progressing);

        assertEquals(before.stable().revision(), after.stable().revision());
        assertEquals(BETTER, after.canary().backend());
        await().atMost(PATIENCE).until(() -> events().contains("StatusLost"));
    }

    @Test
    void whatSomebodyDeletesOrEditsInMidCanaryComesBack() {
        create(GOOD, "approval: true");
        OrderAppReleaseStatus stable = until(s -> s.phase() == Phase.Stable);
        image(BETTER);
        until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);

        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment(stable))
                .delete();
        client.services()
                .inNamespace(namespace)
                .withName("shop-backend-stable")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "spec: {selector: {\"%s\": elsewhere}}".formatted(Labels.REVISION));

        await().atMost(PATIENCE).until(() -> deployments().contains(deployment(stable)));
        await().atMost(PATIENCE).until(() -> selected("shop-backend-stable")
                .equals(stable.stable().revision()));
        assertEquals(Phase.Progressing, status().orElseThrow().phase());
    }

    @Test
    void aCanaryIngressThatSomebodyDeletesIsAPulledBrake() {
        create(GOOD, "approval: true");
        until(s -> s.phase() == Phase.Stable);
        image(BETTER);
        until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);

        client.network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName("shop-backend-canary")
                .delete();

        OrderAppReleaseStatus back = until(s -> s.phase() == Phase.RolledBack);
        assertEquals(Outcome.Aborted, back.failed().outcome());
        assertEquals("RouteRemoved", back.failed().reason());
    }

    @Test
    void aCanaryLosesItsTrafficEvenWhileAnotherObjectCanNotBeWritten() {
        create(GOOD, "approval: true");
        until(s -> s.phase() == Phase.Stable);
        image(BETTER);
        OrderAppReleaseStatus canary = until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);
        refuseBudgets();
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName("shop-backend-" + canary.canary().revision())
                .delete();

        pages.fail(BETTER);

        OrderAppReleaseStatus back = until(s -> s.phase() == Phase.RolledBack);
        await().atMost(PATIENCE).until(() -> canaryIngresses().isEmpty());
        await().atMost(PATIENCE).until(() -> deployments().equals(List.of(deployment(back))));
    }

    private void refuseBudgets() {
        client.resourceList("""
                        apiVersion: v1
                        kind: List
                        items:
                          - apiVersion: admissionregistration.k8s.io/v1
                            kind: ValidatingAdmissionPolicy
                            metadata: {name: "%1$s"}
                            spec:
                              matchConstraints:
                                resourceRules:
                                  - {apiGroups: [policy], apiVersions: [v1], operations: [CREATE, UPDATE],
                                     resources: [poddisruptionbudgets]}
                              validations: [{expression: "false"}]
                          - apiVersion: admissionregistration.k8s.io/v1
                            kind: ValidatingAdmissionPolicyBinding
                            metadata: {name: "%1$s"}
                            spec:
                              policyName: "%1$s"
                              validationActions: [Deny]
                              matchResources:
                                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "%1$s"}}
                        """.formatted(namespace)).create();
        await().atMost(PATIENCE).until(this::budgetsAreRefused);
    }

    private boolean budgetsAreRefused() {
        try {
            client.resource(new PodDisruptionBudgetBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withGenerateName("try-")
                            .endMetadata()
                            .build())
                    .dryRun()
                    .create();
            return false;
        } catch (KubernetesClientException refused) {
            return true;
        }
    }

    @Test
    void aMissingConfigMapIsNamedAndAwaited() {
        create(GOOD, "");
        until(s -> s.phase() == Phase.Stable);

        backend("envFrom: [{configMapRef: {name: settings}}]");
        OrderAppReleaseStatus waiting =
                until(s -> condition(s, "Resolved").getStatus().equals("False"));
        assertTrue(
                condition(waiting, "Resolved").getMessage().contains("ConfigMap settings, which does not exist"),
                condition(waiting, "Resolved").getMessage());
        assertEquals(Phase.Stable, waiting.phase());

        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("settings")
                        .endMetadata()
                        .addToData("LEVEL", "info")
                        .build())
                .create();
        until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
    }

    @Test
    void aReleaseGoesAtOnceWhenItIsDeleted() {
        create(GOOD, "");
        until(s -> s.phase() == Phase.Stable);

        release().delete();

        await().atMost(PATIENCE).until(() -> release().get() == null);
    }

    private void create(String image, String firstStep) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: orderapp.dev/v1
                        kind: OrderAppRelease
                        metadata: {name: shop, namespace: %s}
                        spec:
                          backend: {image: "%s", replicas: 2}
                          canary:
                            steps: [{weight: 30, hold: 1s%s}, {weight: 100, hold: 1s}]
                            drain: 1s
                            keepFailed: %s
                          analysis:
                            interval: 1s
                            # The default ones wait until the Pods are warm, and nobody here waits with them.
                            metrics:
                              - {name: server-errors, bad: 'shop_requests_total{outcome="error"}', total: shop_requests_total}
                              - {name: slow-requests, good: 'http_server_requests_seconds_bucket{le="0.5"}', total: http_server_requests_seconds_count, bursts: Once}
                              - {name: failed-orders, bad: 'shop_orders_total{outcome="failed"}', total: shop_orders_total, minimum: 1}
                        """.formatted(namespace, image, firstStep.isEmpty() ? "" : ", " + firstStep, keepFailed),
                        OrderAppRelease.class))
                .create();
    }

    private void image(String image) {
        backend("image: \"" + image + "\"");
    }

    /** As a merge of these fields alone, since the operator writes at the same moment. */
    private void backend(String fields) {
        release().patch(PatchContext.of(PatchType.JSON_MERGE), "spec: {backend: {%s}}".formatted(fields));
    }

    private Resource<OrderAppRelease> release() {
        return client.resources(OrderAppRelease.class).inNamespace(namespace).withName("shop");
    }

    private Optional<OrderAppReleaseStatus> status() {
        return Optional.ofNullable(release().get().getStatus());
    }

    private OrderAppReleaseStatus until(Predicate<OrderAppReleaseStatus> holds) {
        return await("status " + namespace)
                .atMost(PATIENCE)
                .until(this::status, s -> s.filter(holds).isPresent())
                .orElseThrow();
    }

    /** Nothing more comes of what happened: neither reconciles nor requests. */
    private void untilQuiet() {
        await().atMost(PATIENCE).during(Duration.ofSeconds(2)).until(new Callable<>() {
            private int before = -1;
            private double reconciles = -1;

            @Override
            public Boolean call() {
                boolean same = before == operator.requests().size() && reconciles == operator.reconciles();
                before = operator.requests().size();
                reconciles = operator.reconciles();
                return same;
            }
        });
    }

    private List<String> writes() {
        return operator.requests().stream().filter(r -> !r.startsWith("GET")).toList();
    }

    private String selected(String service) {
        return client.services()
                .inNamespace(namespace)
                .withName(service)
                .get()
                .getSpec()
                .getSelector()
                .get(Labels.REVISION);
    }

    private List<String> deployments() {
        return client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                .map(d -> d.getMetadata().getName())
                .toList();
    }

    private static String deployment(OrderAppReleaseStatus status) {
        return "shop-backend-" + status.stable().revision();
    }

    private List<String> canaryIngresses() {
        return client
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withLabel(Labels.ROLE, "canary")
                .list()
                .getItems()
                .stream()
                .map(i -> i.getMetadata().getName())
                .toList();
    }

    private List<String> events() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .map(e -> e.getReason())
                .toList();
    }

    private static Condition condition(OrderAppReleaseStatus status, String type) {
        return status.conditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
