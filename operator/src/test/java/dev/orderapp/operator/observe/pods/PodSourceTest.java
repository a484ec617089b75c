package dev.orderapp.operator.observe.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.observe.Subjects;
import dev.orderapp.operator.observe.metrics.Answer;
import dev.orderapp.operator.observe.metrics.MetricQuery;
import dev.orderapp.operator.observe.metrics.MetricQuery.Share;
import dev.orderapp.operator.observe.metrics.Origin;
import dev.orderapp.operator.observe.metrics.OriginReading;
import dev.orderapp.operator.observe.metrics.Page;
import dev.orderapp.operator.observe.metrics.Selector;
import dev.orderapp.operator.observe.metrics.Side;
import dev.orderapp.operator.observe.metrics.Tally;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which Pods are asked for what. */
class PodSourceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String STARTED = "2026-11-24T11:59:00Z";
    private static final MetricQuery ERRORS = query(new Share("bad", false, "all"));
    private static final MetricQuery FINE = query(new Share("good", true, "all"));

    private final Map<URI, Page> pages = new HashMap<>();
    private Map<URI, Set<Selector>> asked = Map.of();

    private static MetricQuery query(Share share) {
        return new MetricQuery("errors", ComponentName.backend, MetricSource.Pods, share, Duration.ZERO);
    }

    private static Pod pod(String name, String component, String revision) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(name + "-uid")
                .addToLabels(Labels.COMPONENT, component)
                .addToLabels(Labels.REVISION, revision)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP("10.0.0." + name.substring(1))
                .addNewContainerStatus()
                .withName("app")
                .withNewState()
                .withNewRunning(STARTED)
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static URI page(int pod) {
        return URI.create("http://10.0.0." + pod + ":8080/actuator/prometheus");
    }

    private Map<MetricQuery, Answer> read(List<MetricQuery> queries, Pod... pods) {
        PodSource source = new PodSource(
                wanted -> {
                    asked = wanted;
                    return CompletableFuture.completedFuture(pages);
                },
                PodPage::address);
        return source.read(Subjects.at(NOW, pods), queries).join();
    }

    private void shows(int pod, Map<String, Double> values) {
        Map<Selector, Page.Picked> picked = new HashMap<>();
        for (String name : List.of("bad", "good", "all")) {
            Tally tally = values.containsKey(name) ? new Tally(Map.of(name, values.get(name))) : Tally.NONE;
            picked.put(Selector.parse(name), new Page.Picked(tally, values.containsKey(name)));
        }
        pages.put(page(pod), new Page.Read(picked));
    }

    @Test
    void asksThePodsOfBothRevisionsAndOfTheMetricsComponentOnly() {
        shows(1, Map.of("bad", 1.0, "all", 10.0));
        pages.put(page(2), new Page.Unreadable("its metrics page is away"));

        Answer answer = read(
                        List.of(ERRORS),
                        pod("p1", "backend", "new"),
                        pod("p2", "backend", "old"),
                        pod("p3", "backend", "older"),
                        pod("p4", "frontend", "new"),
                        pod("p5", "migration", "new"))
                .get(ERRORS);

        assertEquals(Set.of(page(1), page(2)), asked.keySet());
        Origin canary = new Origin("p1-uid", "p1", Side.CANARY, Instant.parse(STARTED), true);
        Origin stable = new Origin("p2-uid", "p2", Side.STABLE, Instant.parse(STARTED), true);
        assertEquals(
                new Answer.Read(List.of(
                        new OriginReading.Counted(
                                canary, new Tally(Map.of("bad", 1.0)), new Tally(Map.of("all", 10.0)), true),
                        new OriginReading.Silent(stable, "its metrics page is away"))),
                answer);
    }

    @Test
    void aPodWithoutAnAddressOrARunningContainerIsNotAsked() {
        Pod pending = pod("p1", "backend", "new");
        pending.getStatus().setPodIP(null);
        Pod crashed = pod("p2", "backend", "new");
        crashed.getStatus().getContainerStatuses().get(0).getState().setRunning(null);

        assertEquals(
                new Answer.Read(List.of()),
                read(List.of(ERRORS), pending, crashed).get(ERRORS));
        assertEquals(Map.of(), asked);
    }

    /** All events would be bad ones otherwise. */
    @Test
    void goodEventsThatAPageDoesNotKnowAreNotRead() {
        shows(1, Map.of("all", 10.0));

        Answer.Read answer =
                (Answer.Read) read(List.of(FINE), pod("p1", "backend", "new")).get(FINE);

        assertEquals(
                "its metrics page has no series for good",
                ((OriginReading.Silent) answer.readings().get(0)).problem());
    }

    @Test
    void badEventsThatAPageDoesNotKnowHaveNotHappenedYet() {
        shows(1, Map.of("all", 10.0));

        Answer.Read answer =
                (Answer.Read) read(List.of(ERRORS), pod("p1", "backend", "new")).get(ERRORS);

        assertTrue(answer.readings().get(0) instanceof OriginReading.Counted, answer.toString());
    }

    @Test
    void whatIsNoSelectorIsNamedAndHindersNoOther() {
        shows(1, Map.of("bad", 1.0, "all", 10.0));
        MetricQuery broken = new MetricQuery(
                "broken", ComponentName.backend, MetricSource.Pods, new Share("a{b=", false, "c"), Duration.ZERO);

        Map<MetricQuery, Answer> answers = read(List.of(ERRORS, broken), pod("p1", "backend", "new"));

        assertEquals(
                new Answer.Missing("broken: selector \"a{b=\": expected a value in double quotes at character 5"),
                answers.get(broken));
        assertTrue(answers.get(ERRORS) instanceof Answer.Read);
    }
}
