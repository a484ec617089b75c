package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.CheckResult;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole operator against a real API server; the test itself is the Job controller, and says how each check ends. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class CheckReleaseTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SMOKE = """
            [{"name": "smoke", "deadline": "1m", "job": {"image": "acme/order-check:1", "command": ["check"], "runAsUser": 7,
              "env": [{"name": "SHOP", "value": "demo"}, {"name": "ORDER_APP_REVISION", "value": "mine"}]}}]""";

    private final KubernetesClient client;
    private final PodMetricsServer pages;
    private final TestShop shop;

    CheckReleaseTest(KubernetesClient client) {
        this.client = client;
        pages = PodMetricsServer.start(client);
        shop = TestShop.in(client, "checked-" + NAMESPACES.incrementAndGet());
    }

    @AfterEach
    void stop() {
        shop.close();
        pages.close();
    }

    private TestOperator operator() {
        return TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
    }

    /** A stable release whose next version has these checks. */
    private void checkedBy(String checks) {
        shop.createBy("ingress: {hosts: [%s.test]}");
        shop.checks(checks);
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
    }

    @Test
    void noVisitorComesBeforeTheCheckHasPassedWhichAnotherOperatorDoesNotRunAgain() {
        Job begun;
        try (TestOperator operator = operator()) {
            checkedBy(SMOKE);
            begun = job("shop-check-2-0-smoke");
            OrderAppReleaseStatus waiting =
                    shop.until(s -> s.waiting() != null && s.waiting().reason().equals("Check"));
            assertEquals(
                    "check smoke is not done; it may take 60 s",
                    waiting.waiting().message());
            assertEquals(Phase.Preparing, waiting.phase());
            assertEquals(0, waiting.weight());
        }
        try (TestOperator operator = operator()) {
            end("shop-check-2-0-smoke", true, "");
            OrderAppReleaseStatus progressing = shop.until(s -> s.phase() == Phase.Progressing);
            assertEquals(CheckResult.Passed, progressing.checks().get(0).result());
            assertEquals("shop-check-2-0-smoke", progressing.checks().get(0).job());
            assertEquals(
                    begun.getMetadata().getUid(),
                    job("shop-check-2-0-smoke").getMetadata().getUid());
            job("shop-check-2-0-smoke");
            jobs("shop-check-2-0-smoke").delete();
            shop.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
            assertFalse(operator.requests().stream().anyMatch(r -> r.startsWith("PATCH") && r.contains("/jobs/")));
        }
    }

    @Test
    void aCheckThatFailsRollsBackWithTheEndOfItsLogInStatusAndHistory() {
        try (TestOperator operator = operator()) {
            checkedBy(SMOKE);
            job("shop-check-2-0-smoke");
            end("shop-check-2-0-smoke", false, "ordering a kettle\n\u001b[31mPOST /api/orders: 500\u001b[0m\n");
            OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
            String why =
                    "check smoke failed: exit code 1: ordering a kettle | POST /api/orders: 500; rolled back at weight 0";
            assertEquals("CheckFailed", back.failed().reason());
            assertEquals(why, back.failed().message());
            assertEquals(why, back.history().get(0).message());
            assertEquals(Outcome.RolledBack, back.history().get(0).outcome());
            assertEquals(CheckResult.Failed, back.checks().get(0).result());
        }
    }

    @Test
    void theJobMayLittleAndKnowsWhereTheCanaryIs() {
        try (TestOperator operator = operator()) {
            checkedBy(SMOKE);
            Job job = job("shop-check-2-0-smoke");
            PodSpec pod = job.getSpec().getTemplate().getSpec();
            Container container = pod.getContainers().get(0);
            assertEquals(0, job.getSpec().getBackoffLimit());
            assertEquals(60, pod.getActiveDeadlineSeconds());
            assertEquals(90, job.getSpec().getActiveDeadlineSeconds());
            assertEquals(false, pod.getAutomountServiceAccountToken());
            assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
            assertEquals(7, pod.getSecurityContext().getRunAsUser());
            assertEquals(
                    List.of("ALL"),
                    container.getSecurityContext().getCapabilities().getDrop());
            assertEquals("FallbackToLogsOnError", container.getTerminationMessagePolicy());
            assertEquals(
                    "OrderAppRelease",
                    job.getMetadata().getOwnerReferences().get(0).getKind());
            Map<String, String> env =
                    container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
            assertEquals("http://shop-backend-canary", env.get("ORDER_APP_BACKEND_URL"));
            assertEquals("http://shop-frontend-canary", env.get("ORDER_APP_FRONTEND_URL"));
            assertEquals("demo", env.get("SHOP"));
            assertEquals(Labels.revision(job).orElseThrow(), env.get("ORDER_APP_REVISION"));
        }
    }

    @Test
    void anHttpCheckRunsInTheOperatorsOwnImageAfterThePromotionAgainstTheStableService() {
        try (TestOperator operator = operator()) {
            checkedBy("""
                    [{"name": "page", "at": "afterPromotion", "http": {"component": "frontend", "path": "/$(X)?q=1",
                      "expect": {"contains": "shop"}}}]""");
            Job job = job("shop-check-2-0-page");
            Container container =
                    job.getSpec().getTemplate().getSpec().getContainers().get(0);
            assertEquals("acme/orderapp-operator:1", container.getImage());
            assertEquals(List.of("http://shop-frontend-stable/$$(X)?q=1", "200", "shop", "118"), container.getArgs());
            assertEquals(Phase.Promoting, shop.status().orElseThrow().phase());
            end("shop-check-2-0-page", false, "GET http://shop-frontend-stable/: 404, expected 200");
            OrderAppReleaseStatus back = shop.until(s -> s.phase() == Phase.RolledBack);
            assertEquals("CheckFailed", back.failed().reason());
            assertTrue(back.stable().backend().equals(TestShop.GOOD));
        }
    }

    private Resource<Job> jobs(String name) {
        return client.resources(Job.class).inNamespace(shop.namespace()).withName(name);
    }

    private Job job(String name) {
        return await(name).atMost(PATIENCE).until(() -> jobs(name).get(), job -> job != null);
    }

    /** As the kubelet and the Job controller would. */
    private void end(String name, boolean passes, String log) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Job job = jobs(name).get();
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
                        .withNamespace(shop.namespace())
                        .withName(name + "-x")
                        .endMetadata()
                        .withSpec(job.getSpec().getTemplate().getSpec())
                        .build())
                .create();
        pod.setStatus(new PodStatusBuilder()
                .withPhase(passes ? "Succeeded" : "Failed")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("check")
                        .withReady(false)
                        .withRestartCount(0)
                        .withImage("i")
                        .withImageID("i")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(passes ? 0 : 1)
                        .withMessage(log)
                        .withFinishedAt(now)
                        .endTerminated()
                        .endState()
                        .build())
                .build());
        client.resource(pod).updateStatus();
        jobs(name).editStatus(j -> {
            j.setStatus(new JobStatusBuilder()
                    .withStartTime(now)
                    .withCompletionTime(passes ? now : null)
                    .withSucceeded(passes ? 1 : 0)
                    .withFailed(passes ? 0 : 1)
                    .withUncountedTerminatedPods(null)
                    .addNewCondition()
                    .withType(passes ? "SuccessCriteriaMet" : "FailureTarget")
                    .withStatus("True")
                    .withReason(passes ? "CompletionsReached" : "BackoffLimitExceeded")
                    .withLastTransitionTime(now)
                    .endCondition()
                    .addNewCondition()
                    .withType(passes ? "Complete" : "Failed")
                    .withStatus("True")
                    .withReason(passes ? "CompletionsReached" : "BackoffLimitExceeded")
                    .withLastTransitionTime(now)
                    .endCondition()
                    .build());
            return j;
        });
    }
}
