package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The operator as a user of its own, who may do in one namespace what the chart says, and nothing in the cluster. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class RightsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OPERATOR = "orderapp-operator-under-test";

    /** After so many failures in a row the framework would by default do nothing for hours. */
    private static final int DEFAULT_ATTEMPTS = 5;

    /** More than a release remembers. */
    private static final int VERSIONS = 14;

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    RightsTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "rights-" + System.nanoTime());
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName(OPERATOR)
                        .endMetadata()
                        .withRules(Rights.rules())
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName(OPERATOR)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", OPERATOR)
                        .addNewSubject("rbac.authorization.k8s.io", "User", OPERATOR, null)
                        .build())
                .create();
        Config config = new ConfigBuilder(client.getConfiguration())
                .withImpersonateUsername(OPERATOR)
                .withImpersonateGroups("system:authenticated")
                .build();
        operator = TestOperator.start(config, shop.namespace(), pages::address);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    @Test
    void eachRightIsUsedAndNoneIsMissing() {
        Set<String> allowed = Rights.allowed(Rights.rules());

        comesUpWithAMigrationAndSettings();
        isTakenBack();
        losesItsPage();
        findsWhatAnEarlierOperatorLeft();
        outgrowsItsHistory();

        assertEquals(Set.of(), operator.refused(), "refused by the API server");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(Set.of(), without(allowed, operator.rights()), "never used"));
    }

    @Test
    void whatCannotBeSavedIsTriedForAsLongAsItTakes() {
        rules(Rights.rules().stream()
                .filter(rule -> !rule.getResources().contains("orderappreleases/status"))
                .toList());

        shop.create();
        await().atMost(PATIENCE).until(() -> operator.reconciles() > DEFAULT_ATTEMPTS + 1);
        rules(Rights.rules());

        shop.until(s -> s.phase() == Phase.Stable);
    }

    private void rules(List<PolicyRule> rules) {
        client.rbac().roles().inNamespace(shop.namespace()).withName(OPERATOR).edit(role -> new RoleBuilder(role)
                .withRules(rules)
                .build());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> others = new TreeSet<>(all);
        others.removeAll(some);
        return others;
    }

    private void comesUpWithAMigrationAndSettings() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName("settings")
                        .endMetadata()
                        .addToData("LEVEL", "info")
                        .build())
                .create();
        shop.create();
        patch(
                "{\"backend\": {\"envFrom\": [{\"configMapRef\": {\"name\": \"settings\"}}], \"migration\": {\"args\": [\"--migrate\"]}},"
                        + " \"frontend\": {\"autoscaling\": {\"min\": 1, \"max\": 2, \"metrics\": [{\"type\": \"External\","
                        + " \"external\": {\"metric\": {\"name\": \"orders\"}, \"target\": {\"type\": \"AverageValue\", \"averageValue\": \"1\"}}}]}}}");
        await().atMost(PATIENCE).until(() -> {
            client.resources(Job.class)
                    .inNamespace(shop.namespace())
                    .list()
                    .getItems()
                    .forEach(this::complete);
            return shop.status().filter(s -> s.phase() == Phase.Stable).isPresent();
        });
        patch("{\"backend\": {\"migration\": null}}");
        promoted();
    }

    /** As the Job controller would, who does not run here. */
    private void complete(Job job) {
        if (!job.getStatus().getConditions().isEmpty()) {
            return;
        }
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        JobStatusBuilder status = new JobStatusBuilder()
                .withStartTime(now)
                .withCompletionTime(now)
                .withSucceeded(1)
                .withNewUncountedTerminatedPods()
                .endUncountedTerminatedPods();
        List.of("SuccessCriteriaMet", "Complete").forEach(type -> status.addNewCondition()
                .withType(type)
                .withStatus("True")
                .withLastTransitionTime(now)
                .endCondition());
        job.setStatus(status.build());
        client.resource(job).updateStatus();
    }

    private void promoted() {
        long generation = shop.generation();
        shop.until(s -> s.phase() == Phase.Stable && s.observedGeneration() == generation);
    }

    private void isTakenBack() {
        pages.fail(TestShop.OTHER);
        shop.image(TestShop.OTHER);
        shop.until(s -> s.phase() == Phase.RolledBack);
        shop.image(TestShop.GOOD);
        shop.until(s -> s.phase() == Phase.Stable);
    }

    private void losesItsPage() {
        patch("{\"frontend\": null}");
        promoted();
    }

    private void findsWhatAnEarlierOperatorLeft() {
        Ingress own = client.network()
                .v1()
                .ingresses()
                .inNamespace(shop.namespace())
                .withName("shop")
                .get();
        client.resource(new IngressBuilder(own)
                        .editMetadata()
                        .withName("shop-of-an-earlier-operator")
                        .withResourceVersion(null)
                        .withUid(null)
                        .endMetadata()
                        .build())
                .create();
    }

    private void outgrowsItsHistory() {
        for (int version = 0; version < VERSIONS; version++) {
            String image = "acme/order-backend:2." + version;
            client.configMaps()
                    .inNamespace(shop.namespace())
                    .withName("settings")
                    .patch("{\"data\": {\"LEVEL\": \"" + version + "\"}}");
            shop.image(image);
            shop.until(s -> s.canary() != null && s.canary().backend().equals(image));
        }
    }

    private void patch(String spec) {
        client.resources(OrderAppRelease.class)
                .inNamespace(shop.namespace())
                .withName("shop")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": " + spec + "}");
    }
}
