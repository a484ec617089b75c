package dev.orderapp.operator.metrics.pods;

import dev.orderapp.operator.analysis.Concentration;
import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.operator.metrics.counters.MetricQuery;
import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.counters.ScrapeTarget;
import dev.orderapp.operator.metrics.counters.Side;
import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.counters.SourceResult;
import dev.orderapp.operator.metrics.counters.TargetSample;
import dev.orderapp.operator.metrics.exposition.Page;
import dev.orderapp.operator.metrics.exposition.Pages;
import dev.orderapp.operator.metrics.exposition.Selector;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.PodLayout;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * The Pods' own metrics pages. Pods that are going away are read as long as they answer: they still serve, and their last events
 * count too.
 */
public final class PodSource implements Source {
    private final Pages pages;
    private final BiFunction<Pod, MetricsPageSpec, Optional<URI>> address;

    /**
     * @param pages fetches them
     * @param address of a Pod's metrics page, see {@link PodPage#address}
     */
    public PodSource(Pages pages, BiFunction<Pod, MetricsPageSpec, Optional<URI>> address) {
        this.pages = pages;
        this.address = address;
    }

    /**
     * A Pod whose counters count.
     *
     * @param page empty where there is none to be asked for
     * @param unaddressed why there is none then
     * @param owesAnswer whether it has, or may have had, visitors that its silence would hide
     */
    private record AppPod(
            ScrapeTarget target,
            ComponentName component,
            Optional<URI> page,
            Page.Unreadable unaddressed,
            boolean owesAnswer) {}

    /** Which series of a page make up a metric. */
    private record Selectors(Selector part, Selector total) {}

    @Override
    public CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope scope, List<MetricQuery> queries) {
        Map<MetricQuery, SourceResult> results = new HashMap<>();
        Map<MetricQuery, Selectors> selectors = new HashMap<>();
        for (MetricQuery query : queries) {
            try {
                Selectors parsed = new Selectors(
                        Selector.parse(query.share().part()),
                        Selector.parse(query.share().total()));
                selectors.put(query, parsed);
            } catch (IllegalArgumentException e) {
                // The API server knows the notation only roughly. What can't be read is no evidence.
                results.put(query, new SourceResult.Missing(query.name() + ": " + e.getMessage()));
            }
        }
        List<AppPod> pods = pods(scope);
        return pages.fetch(byPage(selectors, pods)).thenApply(fetched -> {
            selectors.forEach((query, wanted) -> results.put(query, result(query, wanted, pods, fetched)));
            return results;
        });
    }

    private static Map<URI, Set<Selector>> byPage(Map<MetricQuery, Selectors> selectors, List<AppPod> pods) {
        Map<URI, Set<Selector>> byPage = new HashMap<>();
        for (AppPod pod : pods) {
            selectors.forEach((query, wanted) -> {
                if (query.component() == pod.component()) {
                    pod.page().ifPresent(page -> {
                        Set<Selector> selected = byPage.computeIfAbsent(page, first -> new HashSet<>());
                        selected.addAll(List.of(wanted.part(), wanted.total()));
                        if (tellsSources(query)) {
                            selected.addAll(FailureSources.selectors());
                        }
                    });
                }
            });
        }
        return byPage;
    }

    private static SourceResult result(
            MetricQuery query, Selectors selectors, List<AppPod> pods, Map<URI, Page> fetched) {
        List<AppPod> asked = pods.stream()
                .filter(pod -> pod.component() == query.component())
                .toList();
        List<TargetSample> samples = asked.stream()
                .flatMap(pod -> sample(pod, query, selectors, fetched).stream())
                .toList();
        return new SourceResult.Read(samples, tellsSources(query) ? concentrations(asked, fetched) : List.of());
    }

    /** Where failures come from is told once, beside the metric that counts them. */
    private static boolean tellsSources(MetricQuery query) {
        return query.name().equals(ErrorBudget.MAIN_METRIC);
    }

    private static List<Concentration> concentrations(List<AppPod> pods, Map<URI, Page> fetched) {
        List<Concentration> concentrations = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Page.Read> pages = pods.stream()
                    .filter(pod -> pod.target().side() == side)
                    .flatMap(pod -> pod.page().stream())
                    .map(fetched::get)
                    .filter(Page.Read.class::isInstance)
                    .map(Page.Read.class::cast)
                    .toList();
            concentrations.addAll(FailureSources.of(Concentration.Version.valueOf(side.name()), pages));
        }
        return concentrations;
    }

    /** What the Pod said; empty if it said nothing and need not. */
    private static Optional<TargetSample> sample(
            AppPod pod, MetricQuery query, Selectors selectors, Map<URI, Page> fetched) {
        Page page = pod.page().map(fetched::get).orElse(pod.unaddressed());
        if (page instanceof Page.Read read) {
            return Optional.of(sample(pod.target(), query, selectors, read));
        }
        return pod.owesAnswer()
                ? Optional.of(new TargetSample.Unavailable(pod.target(), ((Page.Unreadable) page).problem()))
                : Optional.empty();
    }

    private static TargetSample sample(ScrapeTarget target, MetricQuery query, Selectors selectors, Page.Read page) {
        Page.Selection part = page.selections().get(selectors.part());
        Page.Selection total = page.selections().get(selectors.total());
        Optional<String> problem = part.problem().or(total::problem);
        if (problem.isPresent()) {
            return new TargetSample.Unavailable(target, problem.get());
        }
        return TargetSample.of(
                new TargetSample.Counted(target, part.values(), total.values(), total.known(), part.known()),
                query.share());
    }

    private List<AppPod> pods(MetricScope scope) {
        List<AppPod> pods = new ArrayList<>();
        for (Pod pod : scope.pods()) {
            Labels.component(pod)
                    .flatMap(component -> appPod(pod, component, scope))
                    .ifPresent(pods::add);
        }
        return pods;
    }

    private Optional<AppPod> appPod(Pod pod, ComponentName component, MetricScope scope) {
        MetricsPageSpec asked = scope.page(component);
        return target(pod, scope, asked)
                .map(target -> new AppPod(
                        target,
                        component,
                        address.apply(pod, asked),
                        new Page.Unreadable(PodPage.problem(asked)),
                        owesAnswer(pod)));
    }

    /**
     * A Pod that goes away may be silent: it would be so for ever. So may one that has not started yet, as no visitor is led to it
     * before; one whose container fell back to starting has lost what it counted.
     */
    private static boolean owesAnswer(Pod pod) {
        boolean goesAway = pod.getMetadata().getDeletionTimestamp() != null;
        boolean starts =
                app(pod).filter(c -> Boolean.FALSE.equals(c.getStarted())).isPresent();
        boolean reachable = pod.getStatus().getPodIP() != null;
        return reachable && !goesAway && !starts;
    }

    /** A crash of the container starts its counters anew. */
    private static Optional<ScrapeTarget> target(Pod pod, MetricScope scope, MetricsPageSpec asked) {
        return Labels.revision(pod).flatMap(scope::side).flatMap(side -> startedAt(pod)
                .map(at -> new ScrapeTarget(id(pod, asked), pod.getMetadata().getName(), side, at, true)));
    }

    /**
     * Its name may come back with another Pod, its uid does not. Another page may have counters of the same names, which say nothing of
     * what the first one counted.
     */
    private static String id(Pod pod, MetricsPageSpec asked) {
        String uid = pod.getMetadata().getUid();
        return asked.equals(MetricsPageSpec.DEFAULT) ? uid : uid + " " + asked;
    }

    /** Empty while its container does not run; a Pod that ended stays so. */
    private static Optional<Instant> startedAt(Pod pod) {
        return app(pod).map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .map(running -> Optional.ofNullable(running.getStartedAt())
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH));
    }

    private static Optional<ContainerStatus> app(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getContainerStatuses).stream()
                .flatMap(List::stream)
                .filter(c -> PodLayout.CONTAINER.equals(c.getName()))
                .findFirst();
    }
}
