package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseJson;
import dev.orderapp.v1.course.CourseMarker;
import dev.orderapp.v1.course.CourseMarker.Kind;
import dev.orderapp.v1.course.CoursePoint;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.FailureJson;
import dev.orderapp.v1.course.WarningEvent;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The courses of attempts, as the operator keeps them on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ApiServer.class)
class RecordedCourseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PodMetricsServer pages;
    private final KubernetesClient client;
    private TestShop shop;
    private TestOperator operator;

    RecordedCourseTest(KubernetesClient client) {
        this.client = client;
        this.pages = PodMetricsServer.start(client);
    }

    @BeforeEach
    void start() {
        shop = TestShop.in(client, "course-" + System.nanoTime());
        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
        pages.close();
    }

    @Test
    void aRollbackLeavesWhatWasMeasuredAndDecidedBesideTheRelease() {
        pages.fail(TestShop.OTHER);
        shop.create();
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        String stable = shop.until(s -> s.phase() == Phase.RolledBack).stable().revision();

        Course course = until(2, c -> has(c, Kind.Phase, "RolledBack"));

        assertEquals(stable, course.from());
        assertTrue(has(course, Kind.Phase, "Progressing"));
        assertTrue(has(course, Kind.Step, "0"));
        assertTrue(has(course, Kind.Ending, "AnalysisFailed"));
        CoursePoint last = course.points().get(course.points().size() - 1);
        assertTrue(last.metrics().get("server-errors").canary().bad() > 0);
        assertEquals(
                "FAIL", last.metrics().get("server-errors").reason().verdict().name());
        assertEquals(
                release().getMetadata().getUid(),
                place(2).get().getMetadata().getOwnerReferences().get(0).getUid());
    }

    @Test
    void aRollbackLeavesWhatItsPodsTookWithThem() {
        pages.fail(TestShop.OTHER);
        shop.create("approval: true");
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        String revision = shop.until(s -> s.canary() != null).canary().revision();
        warn("shop-backend-" + revision + "-x2-a", "the readiness probe failed");
        warn("shop-backend-of-somebody-else", "not about this version");

        shop.until(s -> s.phase() == Phase.RolledBack);

        AttemptFailure failure = await().atMost(PATIENCE)
                .until(() -> failure(2), Optional::isPresent)
                .orElseThrow();
        assertEquals(
                List.of("the readiness probe failed"),
                failure.events().stream().map(WarningEvent::message).toList());
        // These Pods have no node: that no log came is told, and each was asked for once.
        assertEquals(
                Set.of("backend", "frontend"),
                failure.containers().stream().map(FailedContainer::component).collect(Collectors.toSet()));
        failure.containers().forEach(c -> assertEquals("it wrote nothing", c.problem()));
        assertEquals(
                failure.containers().size(),
                operator.requests().stream()
                        .filter(request -> request.endsWith("/log"))
                        .count());
        assertTrue(course(2).isPresent());
    }

    private void warn(String pod, String message) {
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withGenerateName("warning-")
                        .endMetadata()
                        .withType("Warning")
                        .withReason("Unhealthy")
                        .withMessage(message)
                        .withNewInvolvedObject()
                        .withKind("Pod")
                        .withNamespace(shop.namespace())
                        .withName(pod)
                        .endInvolvedObject()
                        .build())
                .create();
    }

    private Optional<AttemptFailure> failure(int attempt) {
        return Optional.ofNullable(place(attempt).get())
                .map(map -> map.getData().get(FailureJson.KEY))
                .map(FailureJson::read);
    }

    @Test
    void theNextOperatorGoesOnWhereTheLastOneStopped() {
        shop.create("approval: true");
        shop.until(s -> s.phase() == Phase.Stable);
        shop.image(TestShop.OTHER);
        Course before = until(2, c -> has(c, Kind.Step, "0") && !c.points().isEmpty());
        operator.close();

        operator = TestOperator.start(client.getConfiguration(), shop.namespace(), pages::address);
        Course after = until(2, c -> c.points().size() > before.points().size());

        assertEquals(before.points().get(0), after.points().get(0));
        assertEquals(1, count(after, Kind.Step));
        assertEquals(2, count(after, Kind.Phase));
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAloneAndHoldsNoRelease() {
        ConfigMap theirs = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(shop.namespace())
                .withName("shop-course-2")
                .endMetadata()
                .addToData(CourseJson.KEY, "theirs")
                .build();
        client.resource(theirs).create();
        shop.create();
        shop.until(s -> s.phase() == Phase.Stable);

        shop.image(TestShop.OTHER);

        shop.until(s -> s.phase() == Phase.Stable
                && s.history().size() == 2
                && s.history().get(0).attempt() == 2);
        assertEquals(theirs.getData(), place(2).get().getData());
    }

    @Test
    void theCoursesOfAttemptsThatTheHistoryForgotGo() {
        shop.create();
        shop.until(s -> s.phase() == Phase.Stable);
        client.resource(new ConfigMapBuilder()
                        .withMetadata(OwnedMetadata.metadata(release(), "shop-course-99")
                                .addToLabels(Labels.COURSE, "99")
                                .build())
                        .build())
                .create();

        shop.image(TestShop.OTHER);

        await().atMost(PATIENCE).until(() -> place(2).get() != null);
        await().atMost(PATIENCE).until(() -> place(99).get() == null);
    }

    private OrderAppRelease release() {
        return client.resources(OrderAppRelease.class)
                .inNamespace(shop.namespace())
                .withName("shop")
                .get();
    }

    private Course until(int attempt, Predicate<Course> holds) {
        return await("course " + attempt + " in " + shop.namespace())
                .atMost(PATIENCE)
                .until(() -> course(attempt), c -> c.filter(holds).isPresent())
                .orElseThrow();
    }

    private Optional<Course> course(int attempt) {
        return Optional.ofNullable(place(attempt).get())
                .map(map -> CourseJson.read(map.getData().get(CourseJson.KEY)));
    }

    private Resource<ConfigMap> place(int attempt) {
        return client.configMaps().inNamespace(shop.namespace()).withName("shop-course-" + attempt);
    }

    private static boolean has(Course course, Kind kind, String name) {
        return course.markers().stream()
                .anyMatch(m -> m.kind() == kind && m.name().equals(name));
    }

    private static long count(Course course, Kind kind) {
        return course.markers().stream()
                .map(CourseMarker::kind)
                .filter(kind::equals)
                .count();
    }
}
