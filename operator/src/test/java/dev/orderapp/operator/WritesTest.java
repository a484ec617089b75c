package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the operator writes, what it leaves alone, and what it says where a write does not bring about what is wanted. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class WritesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private Optional<TestOperator> operator = Optional.empty();

    WritesTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void makeNamespace() {
        shop = TestShop.in(client, "writes-" + System.nanoTime());
    }

    @AfterEach
    void stop() {
        operator.ifPresent(TestOperator::close);
        shop.close();
        pages.close();
    }

    private TestOperator start() {
        operator.ifPresent(TestOperator::close);
        operator = Optional.of(TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address));
        return operator.orElseThrow();
    }

    @Test
    void whatIsNotTheReleasesIsNeitherWrittenNorDeleted() {
        settings();
        shop.create();
        patchSpec("{backend: {envFrom: [{configMapRef: {name: settings}}]}}");
        isLeftAlone(foreign(revision()));
    }

    /** Its Deployments are not wanted before. */
    @Test
    void norIsAForeignMigration() {
        settings();
        shop.create();
        patchSpec("{backend: {migration: {args: [migrate]}}}");
        isLeftAlone(List.of(named("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: shop-migrate-%s}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
                """.formatted(revision()))));
    }

    private void settings() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName("settings")
                        .endMetadata()
                        .addToData("LEVEL", "info")
                        .build())
                .create();
    }

    private void isLeftAlone(List<HasMetadata> foreign) {
        List<HasMetadata> others =
                foreign.stream().map(object -> client.resource(object).create()).toList();

        start();

        untilApplied(c -> c.getReason().equals("ForeignObject")
                && others.stream().allMatch(o -> c.getMessage()
                        .contains(o.getKind() + " " + o.getMetadata().getName() + " does not belong to this release")));
        others.forEach(o -> assertEquals(
                o.getMetadata().getResourceVersion(),
                client.resource(o).get().getMetadata().getResourceVersion(),
                o.getKind()));
        others.forEach(o -> client.resource(o).delete());
        untilApplied(c -> c.getStatus().equals("True"));
    }

    private HasMetadata named(String yaml) {
        HasMetadata object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        object.getMetadata().setNamespace(shop.namespace());
        return object;
    }

    /** One of each other kind that the operator writes, by the names that it needs. */
    private List<HasMetadata> foreign(String revision) {
        return Stream.of("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop}
                spec: {defaultBackend: {service: {name: x, port: {number: 80}}}}
                """, """
                apiVersion: v1
                kind: Service
                metadata: {name: shop-backend-stable}
                spec: {selector: {a: b}, ports: [{port: 80}]}
                """, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-frontend-REVISION}
                spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}
                """, """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: shop-backend-REVISION}
                spec: {maxUnavailable: 1}
                """, """
                apiVersion: apps/v1
                kind: ControllerRevision
                metadata: {name: shop-REVISION}
                revision: 1
                data: {a: b}
                """, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shop-settings-REVISION}
                data: {a: b}
                """)
                .map(yaml -> named(yaml.replace("REVISION", revision)))
                .toList();
    }

    private String revision() {
        OrderAppRelease release = client.resources(OrderAppRelease.class)
                .inNamespace(shop.namespace())
                .withName("shop")
                .get();
        return RevisionInput.of(
                        release.getSpec(),
                        Map.of(
                                "settings",
                                client.configMaps()
                                        .inNamespace(shop.namespace())
                                        .withName("settings")
                                        .get()))
                .input()
                .orElseThrow()
                .id();
    }

    @Test
    void aDeletedReleasesObjectsAreWaitedForAndOthersRoutesAreNotRemoved() {
        HasMetadata leftover = client.resource(labelled("shop-backend-stable", """
                        apiVersion: v1
                        kind: Service
                        spec: {selector: {a: b}, ports: [{port: 80}]}
                        """, "OrderAppRelease", "shop"))
                .create();
        HasMetadata route = client.resource(labelled("somebodys-canary", """
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        spec: {defaultBackend: {service: {name: x, port: {number: 80}}}}
                        """, "Deployment", "x"))
                .create();
        shop.create("approval: true");
        start();
        shop.until(s -> s.phase() == Phase.Initializing);
        assertEquals("True", untilApplied(c -> true).getStatus());
        assertEquals(
                leftover.getMetadata().getResourceVersion(),
                client.resource(leftover).get().getMetadata().getResourceVersion());

        client.resource(leftover).delete();
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.Progressing && s.stepStartedAt() != null);
        pages.fail(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.RolledBack);

        List<String> ingresses =
                client.network().v1().ingresses().inNamespace(shop.namespace()).list().getItems().stream()
                        .map(i -> i.getMetadata().getName())
                        .sorted()
                        .toList();
        assertEquals(List.of("shop", route.getMetadata().getName()), ingresses);
    }

    /** Looks like the release's own, but is controlled by something else. */
    private GenericKubernetesResource labelled(String name, String yaml, String ownerKind, String owner) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(shop.namespace())
                .withName(name)
                .withLabels(Labels.common("shop"))
                .addToLabels(Labels.ROLE, "canary")
                .addNewOwnerReference()
                .withApiVersion("orderapp.dev/v1")
                .withKind(ownerKind)
                .withName(owner)
                .withUid("00000000-0000-0000-0000-000000000000")
                .withController(true)
                .endOwnerReference()
                .build());
        return object;
    }

    @Test
    void aRefusedWriteIsToldOnceAndHoldsNothingElseBack() {
        policy("Validating", "poddisruptionbudgets", "validations: [{expression: 'false', message: no budgets here}]");
        await().atMost(PATIENCE)
                .until(() -> isChanged("apiVersion: policy/v1\nkind: PodDisruptionBudget\nspec: {maxUnavailable: 1}"));
        shop.create();
        TestOperator running = start();

        Condition applied = untilApplied(c -> c.getReason().equals("WriteRefused"));
        assertTrue(
                applied.getMessage().contains("PodDisruptionBudget shop-backend-")
                        && applied.getMessage().contains("no budgets here"),
                applied.getMessage());
        shop.until(s -> s.phase() == Phase.Stable);
        double reconciles = running.reconciles();
        patchSpec("{backend: {replicas: 3}}");
        await().atMost(PATIENCE).until(() -> running.reconciles() > reconciles + 1);
        // Of two refused budgets: the page's and the API's.
        await().atMost(PATIENCE).until(() -> events("WriteRefused") == 2);

        client.resource(binding("Validating")).delete();
        untilApplied(c -> c.getStatus().equals("True"));
        assertEquals(2, events("WriteRefused"));
    }

    private long events(String reason) {
        return client.v1().events().inNamespace(shop.namespace()).list().getItems().stream()
                .filter(e -> e.getReason().equals(reason))
                .count();
    }

    @Test
    void aPolicyThatOverrulesAFieldCausesOneWriteAndIsNamed() {
        policy(
                "Mutating",
                "deployments",
                "reinvocationPolicy: Never, mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression: "
                        + "'Object{spec: Object.spec{revisionHistoryLimit: 7, minReadySeconds: 1}}'}}]");
        await().atMost(PATIENCE).until(() -> isChanged("""
                apiVersion: apps/v1
                kind: Deployment
                spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}
                """));
        shop.create();
        TestOperator running = start();

        Condition applied = untilApplied(c -> c.getReason().equals("FieldOverruled"));
        assertTrue(
                applied.getMessage().contains("spec.revisionHistoryLimit is 7 where the operator wrote 1"),
                applied.getMessage());
        shop.until(s -> s.phase() == Phase.Stable);
        assertEquals(2, patches(running, "/deployments/"), running.requests()::toString);

        TestOperator next = start();
        await().atMost(PATIENCE).until(() -> next.reconciles() > 0);
        double reconciles = next.reconciles();
        touchEverything();
        await().atMost(PATIENCE).until(() -> next.reconciles() > reconciles);
        assertEquals(
                List.of(),
                next.requests().stream().filter(r -> !r.startsWith("GET")).toList());
    }

    @Test
    void fieldsThatSayTheZeroOfTheirTypeAreWrittenOnce() {
        shop.create();
        patchSpec("""
                {backend: {podTemplate: {spec: {hostNetwork: false, containers: [{name: app, tty: false,
                  ports: [{containerPort: 9000, hostPort: 0}],
                  readinessProbe: {initialDelaySeconds: 0, httpGet: {port: http, httpHeaders: [{name: X, value: ""}]}},
                  volumeMounts: [{name: tmp, mountPath: /tmp, readOnly: false}]}]}}}}
                """);
        TestOperator running = start();
        shop.until(s -> s.phase() == Phase.Stable);
        // One reconcile may see both Deployments, and the first one may have been due anyway: the second has surely
        // seen the first touch.
        for (int touches = 0; touches < 2; touches++) {
            double reconciles = running.reconciles();
            touchEverything();
            await().atMost(PATIENCE).until(() -> running.reconciles() > reconciles);
        }

        assertEquals(2, patches(running, "/deployments/"), running.requests()::toString);
    }

    private static long patches(TestOperator operator, String path) {
        return operator.requests().stream()
                .filter(r -> r.startsWith("PATCH") && r.contains(path))
                .count();
    }

    /** As controllers do, who annotate what they see to. */
    private void touchEverything() {
        client.apps()
                .deployments()
                .inNamespace(shop.namespace())
                .list()
                .getItems()
                .forEach(d -> client.resource(d)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\": {\"annotations\": {\"touched\": \"" + System.nanoTime() + "\"}}}"));
    }

    private void patchSpec(String spec) {
        client.resources(OrderAppRelease.class)
                .inNamespace(shop.namespace())
                .withName("shop")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": " + Serialization.asJson(Serialization.unmarshal("---\n" + spec, Map.class)) + "}");
    }

    private Condition untilApplied(Predicate<Condition> holds) {
        return await("Applied in " + shop.namespace())
                .atMost(PATIENCE)
                .until(
                        () -> shop.status().stream()
                                .flatMap(s -> s.conditions().stream())
                                .filter(c -> c.getType().equals("Applied"))
                                .findFirst(),
                        c -> c.filter(holds).isPresent())
                .orElseThrow();
    }

    /** An admission policy for one kind of object in the shop's namespace. */
    private void policy(String kind, String resources, String spec) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: %sAdmissionPolicy
                        metadata: {name: %s}
                        spec: {matchConstraints: {resourceRules: [{apiGroups: ['*'], apiVersions: ['*'],
                          operations: [CREATE, UPDATE], resources: [%s]}]}, %s}
                        """.formatted(kind, shop.namespace(), resources, spec), GenericKubernetesResource.class))
                .create();
        client.resource(binding(kind)).create();
    }

    private GenericKubernetesResource binding(String kind) {
        return Serialization.unmarshal(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: %1$sAdmissionPolicyBinding
                metadata: {name: %2$s}
                spec: {policyName: %2$s, %3$s
                  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}}}
                """.formatted(kind, shop.namespace(), kind.equals("Validating") ? "validationActions: [Deny]," : ""),
                GenericKubernetesResource.class);
    }

    /** Whether a policy is in force already. */
    private boolean isChanged(String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(shop.namespace())
                .withName("try")
                .build());
        try {
            return Serialization.asJson(client.resource(object).dryRun().create())
                    .contains("\"minReadySeconds\":1");
        } catch (KubernetesClientException refused) {
            return true;
        }
    }
}
