package dev.orderapp.operator.metrics.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Concentration;
import dev.orderapp.operator.analysis.Concentration.Version;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.MetricScopes;
import dev.orderapp.operator.metrics.counters.CounterDeltas;
import dev.orderapp.operator.metrics.counters.CounterValues;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.ScrapeTarget;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.TargetSample;
import dev.orderapp.operator.metrics.exposition.Page;
import dev.orderapp.operator.metrics.exposition.Selector;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
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

    private Map<MetricQuery, SourceResult> read(List<MetricQuery> queries, Pod... pods) {
        return read(MetricScopes.at(NOW, pods), queries);
    }

    private Map<MetricQuery, SourceResult> read(MetricScope scope, List<MetricQuery> queries) {
        PodSource source = new PodSource(
                wanted -> {
                    asked = wanted;
                    return CompletableFuture.completedFuture(pages);
                },
                PodPage::address);
        return source.read(scope, queries).join();
    }

    private void shows(int pod, Map<String, Double> values) {
        shows(pod, values, values.keySet());
    }

    private void shows(int pod, Map<String, Double> values, Set<String> known) {
        Map<Selector, Page.Selection> selections = new HashMap<>();
        for (String name : List.of("bad", "good", "all")) {
            CounterValues counters =
                    values.containsKey(name) ? new CounterValues(Map.of(name, values.get(name))) : CounterValues.NONE;
            selections.put(Selector.parse(name), new Page.Selection(counters, known.contains(name)));
        }
        pages.put(page(pod), new Page.Read(selections));
    }

    @Test
    void asksThePodsOfBothRevisionsAndOfTheMetricsComponentOnly() {
        shows(1, Map.of("bad", 1.0, "all", 10.0));
        pages.put(page(2), new Page.Unreadable("its metrics page is away"));

        SourceResult answer = read(
                        List.of(ERRORS),
                        pod("p1", "backend", "new"),
                        pod("p2", "backend", "old"),
                        pod("p3", "backend", "older"),
                        pod("p4", "frontend", "new"),
                        pod("p5", "migration", "new"))
                .get(ERRORS);

        assertEquals(Set.of(page(1), page(2)), asked.keySet());
        ScrapeTarget canary = new ScrapeTarget("p1-uid", "p1", Side.CANARY, Instant.parse(STARTED), true);
        ScrapeTarget stable = new ScrapeTarget("p2-uid", "p2", Side.STABLE, Instant.parse(STARTED), true);
        assertEquals(
                new SourceResult.Read(List.of(
                        new TargetSample.Counted(
                                canary,
                                new CounterValues(Map.of("bad", 1.0)),
                                new CounterValues(Map.of("all", 10.0)),
                                true),
                        new TargetSample.Unavailable(stable, "its metrics page is away"))),
                answer);
    }

    @Test
    void aPodWithoutAnAddressOrARunningContainerIsNotAsked() {
        Pod pending = pod("p1", "backend", "new");
        pending.getStatus().setPodIP(null);
        Pod crashed = pod("p2", "backend", "new");
        crashed.getStatus().getContainerStatuses().get(0).getState().setRunning(null);

        assertEquals(
                new SourceResult.Read(List.of()),
                read(List.of(ERRORS), pending, crashed).get(ERRORS));
        assertEquals(Map.of(), asked);
    }

    /** One Pod's largest network is not another's; the numbers of sources, which are the same in all Pods, tell. */
    @Test
    void tellsFromHowFewTheFailuresOfEachVersionCome() {
        tells(1, Map.of("all", 30.0, "network", 25.0, "network source", 7.0, "request", 30.0, "request source", 8.0));
        tells(2, Map.of("all", 20.0, "network", 16.0, "network source", 7.0, "account", 2.0, "account source", 5.0));
        tells(3, Map.of("all", 9.0, "network", 5.0, "network source", 6.0));
        tells(4, Map.of("all", 4.0, "network", 4.0, "network source", 9.0));
        tells(5, Map.of());
        MetricQuery main = new MetricQuery(
                "server-errors",
                ComponentName.backend,
                MetricSource.Pods,
                new Share("bad", false, "all"),
                Duration.ZERO);

        SourceResult.Read read = (SourceResult.Read) read(
                        List.of(main, ERRORS),
                        pod("p1", "backend", "new"),
                        pod("p2", "backend", "new"),
                        pod("p3", "backend", "old"),
                        pod("p4", "backend", "old"),
                        pod("p5", "backend", "old"))
                .get(main);

        assertEquals(
                List.of(
                        new Concentration(Version.CANARY, Concentration.Source.NETWORK, 41, 50),
                        new Concentration(Version.CANARY, Concentration.Source.ACCOUNT, 2, 50),
                        new Concentration(Version.CANARY, Concentration.Source.REQUEST, 30, 50),
                        new Concentration(Version.STABLE, Concentration.Source.NETWORK, 5, 13),
                        new Concentration(Version.STABLE, Concentration.Source.ACCOUNT, 0, 13),
                        new Concentration(Version.STABLE, Concentration.Source.REQUEST, 0, 13)),
                read.concentrations());
    }

    @Test
    void anAppThatDoesNotTellWhereItsFailuresComeFromIsNotAskedTwice() {
        tells(1, Map.of());

        SourceResult.Read read = (SourceResult.Read)
                read(List.of(ERRORS), pod("p1", "backend", "new")).get(ERRORS);

        assertEquals(List.of(), read.concentrations());
        assertEquals(Set.of(Selector.parse("bad"), Selector.parse("all")), asked.get(page(1)));
    }

    private void tells(int pod, Map<String, Double> failures) {
        Map<Selector, Page.Selection> selections = new HashMap<>();
        for (String name : List.of("bad", "all")) {
            selections.put(Selector.parse(name), new Page.Selection(new CounterValues(Map.of(name, 0.0)), true));
        }
        for (String by : List.of("all", "network", "account", "request")) {
            gauge(selections, "shop_failures_recent", by, failures.get(by));
            gauge(selections, "shop_failures_recent_source", by, failures.get(by + " source"));
        }
        pages.put(page(pod), new Page.Read(selections));
    }

    private static void gauge(Map<Selector, Page.Selection> selections, String name, String by, Double value) {
        String series = name + "{by=\"" + by + "\"}";
        CounterValues values = value == null ? CounterValues.NONE : new CounterValues(Map.of(series, value));
        selections.put(Selector.parse(series), new Page.Selection(values, value != null));
    }

    /** All events would be bad ones otherwise. */
    @Test
    void goodEventsThatAPageDoesNotKnowAreNotRead() {
        shows(1, Map.of("all", 10.0));

        assertEquals(
                Sample.missing("1 of 1 canary Pods can't be read (p1: its metrics page has no series for good):"
                        + " see its log, or delete it"),
                sample(FINE, pod("p1", "backend", "new")));
    }

    @Test
    void goodEventsWhoseNameAPageKnowsHaveNotHappenedYet() {
        shows(1, Map.of("all", 10.0), Set.of("all", "good"));

        SourceResult.Read answer = (SourceResult.Read)
                read(List.of(FINE), pod("p1", "backend", "new")).get(FINE);

        assertTrue(((TargetSample.Counted) answer.samples().get(0)).partKnown());
        assertEquals(
                Sample.missing("counting begins with this measurement"), sample(FINE, pod("p1", "backend", "new")));
    }

    private Sample sample(MetricQuery query, Pod... pods) {
        return new CounterDeltas()
                .measure(new ResourceID("shop", "shop"), read(List.of(query), pods), NOW)
                .samples()
                .get(query.name());
    }

    @Test
    void aReadyPodWithoutAMetricsPageIsNamed() {
        shows(2, Map.of("all", 10.0));
        Pod bare = pod("p1", "backend", "new");
        bare.getSpec().getContainers().get(0).getPorts().get(0).setName("web");

        String problem =
                sample(ERRORS, bare, pod("p2", "backend", "new")).problem().orElseThrow();

        assertTrue(
                problem.startsWith("1 of 2 canary Pods can't be read (p1: its container app has no port named http"),
                problem);
    }

    /** Its silence would last for ever, and it has no visitors any more. */
    @Test
    void aPodThatGoesAwayIsReadButNeedNotAnswer() {
        pages.put(page(1), new Page.Unreadable("its metrics page is away"));
        shows(2, Map.of("all", 10.0));

        SourceResult answer = read(
                        List.of(ERRORS), goingAway(pod("p1", "backend", "new")), goingAway(pod("p2", "backend", "new")))
                .get(ERRORS);

        assertEquals(Set.of(page(1), page(2)), asked.keySet());
        assertEquals(List.of("p2"), names(answer));
    }

    @Test
    void aPodThatHasNotStartedNeedNotAnswerAndOneThatHasMust() {
        for (int pod : List.of(1, 2, 3)) {
            pages.put(page(pod), new Page.Unreadable("its metrics page is away"));
        }
        Pod starting = pod("p1", "backend", "new");
        starting.getStatus().getContainerStatuses().get(0).setStarted(false);
        Pod unready = pod("p2", "backend", "new");
        unready.getStatus().getContainerStatuses().get(0).setStarted(true);
        Pod ready = pod("p3", "backend", "new");

        assertEquals(
                List.of("p2", "p3"),
                names(read(List.of(ERRORS), starting, unready, ready).get(ERRORS)));
    }

    /** An evicted Pod stays listed for long. */
    @Test
    void aPodThatEndedIsNotAsked() {
        Pod evicted = pod("p1", "backend", "new");
        evicted.getStatus().setPhase("Failed");
        evicted.getStatus().setContainerStatuses(List.of());

        assertEquals(List.of(), names(read(List.of(ERRORS), evicted).get(ERRORS)));
    }

    private static Pod goingAway(Pod pod) {
        pod.getMetadata().setDeletionTimestamp(STARTED);
        return pod;
    }

    private static List<String> names(SourceResult answer) {
        return ((SourceResult.Read) answer)
                .samples().stream().map(r -> r.target().name()).toList();
    }

    @Test
    void badEventsThatAPageDoesNotKnowHaveNotHappenedYet() {
        shows(1, Map.of("all", 10.0));

        SourceResult.Read answer = (SourceResult.Read)
                read(List.of(ERRORS), pod("p1", "backend", "new")).get(ERRORS);

        assertTrue(answer.samples().get(0) instanceof TargetSample.Counted, answer.toString());
    }

    @Test
    void whatIsNoSelectorIsNamedAndHindersNoOther() {
        shows(1, Map.of("bad", 1.0, "all", 10.0));
        MetricQuery broken = new MetricQuery(
                "broken", ComponentName.backend, MetricSource.Pods, new Share("a{b=", false, "c"), Duration.ZERO);

        Map<MetricQuery, SourceResult> answers = read(List.of(ERRORS, broken), pod("p1", "backend", "new"));

        assertEquals(
                new SourceResult.Missing("broken: selector \"a{b=\": expected a value in double quotes at character 5"),
                answers.get(broken));
        assertTrue(answers.get(ERRORS) instanceof SourceResult.Read);
    }

    @Test
    void eachComponentsPagesAreWhereTheReleaseSays() {
        MetricScope scope = MetricScopes.withPage(
                ComponentName.backend, "{port: 9464, path: /metrics}", NOW, pod("p1", "backend", "new"));
        MetricQuery ofThePage = new MetricQuery(
                "page", ComponentName.frontend, MetricSource.Pods, new Share("bad", false, "all"), Duration.ZERO);

        read(scope, List.of(ERRORS, ofThePage));
        assertEquals(Set.of(URI.create("http://10.0.0.1:9464/metrics")), asked.keySet());

        MetricScope other = MetricScopes.withPage(
                ComponentName.frontend, "{port: 9464, path: /metrics}", NOW, pod("p1", "backend", "new"));
        read(other, List.of(ERRORS, ofThePage));
        assertEquals(Set.of(page(1)), asked.keySet());
    }

    /** What the other page has counted since the Pod started would all count for the last few seconds. */
    @Test
    void countingBeginsAnewOnAnotherPage() {
        URI other = URI.create("http://10.0.0.1:8080/metrics");
        CounterDeltas deltas = new CounterDeltas();
        ResourceID release = new ResourceID("shop", "shop");
        shows(1, Map.of("bad", 1.0, "all", 10.0));
        Pod pod = pod("p1", "backend", "new");
        deltas.commit(deltas.measure(release, read(List.of(ERRORS), pod), NOW));
        shows(1, Map.of("bad", 500.0, "all", 1000.0));
        pages.put(other, pages.get(page(1)));

        Sample sample = deltas.measure(
                        release,
                        read(
                                MetricScopes.withPage(ComponentName.backend, "{path: /metrics}", NOW, pod),
                                List.of(ERRORS)),
                        NOW.plusSeconds(5))
                .samples()
                .get("errors");

        assertEquals(Sample.missing("counting begins with this measurement"), sample);
    }

    @Test
    void aPodWithoutThePortThatTheReleaseNamesIsNamed() {
        Map<MetricQuery, SourceResult> answers = read(
                MetricScopes.withPage(ComponentName.backend, "{port: metrics}", NOW, pod("p1", "backend", "new")),
                List.of(ERRORS));

        assertEquals(
                "1 of 1 canary Pods can't be read (p1: none of its containers has a port named metrics, see"
                        + " metrics.port): see its log, or delete it",
                new CounterDeltas()
                        .measure(new ResourceID("shop", "shop"), answers, NOW)
                        .samples()
                        .get("errors")
                        .problem()
                        .orElseThrow());
    }
}
