package dev.orderapp.e2e.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.pipeline.JenkinsBuild;
import dev.orderapp.e2e.pipeline.JenkinsBuild.Result;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a push to the outcome of its release: builds that really test, build, push and release, with the rights of the pipeline alone. */
@Tag("cluster")
@Order(5)
@TestMethodOrder(OrderAnnotation.class)
class PipelineE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("pipeline");

    /** A busy machine takes minutes for tests and images, and a failure meanwhile ends the wait. */
    private static final Duration PATIENCE_WITH_BUILDS = Duration.ofMinutes(20);

    private static final String PAGE = "order-app/frontend/index.html";
    private static final String API = "order-app/backend/Dockerfile";

    private static final String TEST_OF_PAGE = "idempotencyKey";
    private static final String TEST_OF_API = "LogTest";

    private static Repository repository;
    private static Jenkins jenkins;
    private static String lastSuccess;

    @BeforeAll
    static void jenkinsIsSetUp() throws IOException, InterruptedException {
        repository = Repository.inFolder(SharedShop.FOLDER.resolve("repository"));
        jenkins = new Jenkins(repository, shop);
        lastSuccess = repository.head();
    }

    private static JenkinsBuild build(String job, String onlyTests) throws IOException, InterruptedException {
        return jenkins.build(job, onlyTests, lastSuccess);
    }

    @Test
    @Order(1)
    void aGoodPushOfThePageIsPromotedByThePagesOwnJob() throws IOException, InterruptedException {
        shop.steps(SharedShop.QUICK);
        String commit = repository.push(PAGE, repository.read(PAGE).replace("</body>", "<!-- pushed --></body>"));
        JenkinsBuild build = build("frontend", TEST_OF_PAGE);

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals(List.of("Changes", "Test", "Publish", "Release"), build.stages());
        assertTrue(build.description().contains("was promoted"), build::description);
        assertEquals(image("frontend", commit), shop.shop().spec().frontend().image());
        shop.awaitRest("rest after the good push");
        lastSuccess = commit;
    }

    /**
     * The API's job waits at the first step when another push comes. That one's API answers every request with an error: each build
     * tells of its own version.
     */
    @Test
    @Order(2)
    void aLaterPushSupersedesAndEachBuildTellsOfItsOwnVersion() throws Exception {
        shop.steps(SharedShop.HELD);
        repository.push(API, imageFrom(Versions.GOOD));
        CompletableFuture<JenkinsBuild> earlier = inBackground(() -> build("backend", TEST_OF_API));
        CompletableFuture<OrderAppReleaseStatus> firstStep = inBackground(() -> shop.shop()
                .await(
                        status -> status.phase() == Phase.Progressing && status.stepStartedAt() != null,
                        PATIENCE_WITH_BUILDS,
                        "the first step of the earlier push"));
        CompletableFuture.anyOf(earlier, firstStep).get();
        assertFalse(earlier.isDone(), () -> earlier.join().log());
        String earlierRevision = firstStep.get().canary().revision();

        repository.push(API, imageFrom(Versions.ALWAYS));
        JenkinsBuild later = build("order-app", TEST_OF_API);

        assertEquals(Result.FAILURE, later.result(), later::log);
        assertTrue(later.description().contains("was rolled back"), later::description);
        assertTrue(later.description().contains("server-errors"), later::description);
        assertTrue(later.log().contains(later.description()), later::log);
        assertFalse(later.description().contains(earlierRevision), later::description);

        JenkinsBuild superseded = earlier.get();
        assertEquals(Result.NOT_BUILT, superseded.result(), superseded::log);
        assertTrue(
                superseded.description().contains("revision " + earlierRevision + ") was superseded"),
                superseded::description);
        shop.awaitRest("rest after the bad push");
    }

    @Test
    @Order(3)
    void thePipelinesAccountMayReadItsReleaseAndChangeImagesAndNothingElse() throws IOException, InterruptedException {
        String own = "oar/shop";
        assertEquals(
                0, asPipeline("kubectl", "-n", shop.namespace(), "get", own).exitCode());
        assertRefused(
                "may change spec.backend.image and spec.frontend.image and nothing else of the spec",
                "patch",
                own,
                "--type=merge",
                "--patch",
                "{\"spec\": {\"paused\": true}}");
        assertRefused(
                "may change images and no annotation", "annotate", "--overwrite", own, "orderapp.dev/abort=" + "any/1");
        assertRefused("forbidden", "delete", own);
        assertRefused("forbidden", "get", "secrets");
        assertRefused("forbidden", "get", "pods");
        assertRefused("forbidden", "get", "deployments");
        assertRefused("forbidden", "create", "configmap", "any");
        assertRefused("forbidden", "get", "oar", "--all-namespaces");
        assertRefused(
                "forbidden",
                "patch",
                own,
                "--subresource=status",
                "--type=merge",
                "--patch",
                "{\"status\": {\"phase\": \"Stable\"}}");
    }

    private static void assertRefused(String why, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("kubectl", "-n", shop.namespace()));
        all.addAll(List.of(words));
        try (Command command = asPipeline(all.toArray(String[]::new))) {
            assertNotEquals(0, command.exitCode(), () -> command + " was let through: " + command.output());
            assertTrue(command.output().contains(why), () -> command + " said " + command.output());
        }
    }

    private static Command asPipeline(String... words) throws IOException {
        return Command.start(Optional.of(jenkins.kubeconfig()), words);
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    /** A Dockerfile of an API that is what {@code test/e2e/images} made of this version. */
    private static String imageFrom(String version) {
        return """
                FROM %s
                ARG VERSION=dev
                LABEL org.opencontainers.image.version="${VERSION}"
                """.formatted(SharedShop.backend(version));
    }

    private static String image(String component, String commit) {
        return Registry.ADDRESS + "/acme/order-" + component + ":" + commit.substring(0, 12);
    }
}
