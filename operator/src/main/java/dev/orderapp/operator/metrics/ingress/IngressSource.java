package dev.orderapp.operator.metrics.ingress;

import dev.orderapp.operator.metrics.counters.CounterValues;
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
import dev.orderapp.v1.contract.Role;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ingress controller's metrics pages, one of each replica. Each page counts both sides, and what one replica counted for a side is
 * only a part of it: so a page that can't be read leaves nothing to say about either.
 */
public final class IngressSource implements Source {
    private static final Selector STARTED_AT = Selector.parse("process_start_time_seconds");

    private final ControllerEndpoints endpoints;
    private final Pages pages;

    /**
     * @param endpoints finds the pages
     * @param pages fetches them
     */
    public IngressSource(ControllerEndpoints endpoints, Pages pages) {
        this.endpoints = endpoints;
        this.pages = pages;
    }

    /** Which series of a page make up a metric. */
    private record SideSelectors(Map<Side, Selector> part, Map<Side, Selector> total) {}

    /** All that is selected on every page. */
    private record PageRequest(Map<MetricQuery, SideSelectors> queries, Selector byClass) {
        Set<Selector> selectors() {
            Set<Selector> all = new HashSet<>(Set.of(STARTED_AT, byClass));
            queries.values().forEach(selectors -> {
                all.addAll(selectors.part().values());
                all.addAll(selectors.total().values());
            });
            return all;
        }
    }

    @Override
    public CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope scope, List<MetricQuery> queries) {
        Map<MetricQuery, SourceResult> results = new HashMap<>();
        RequestSelectors requests = new RequestSelectors(scope);
        Map<MetricQuery, SideSelectors> selectors = new HashMap<>();
        for (MetricQuery query : queries) {
            try {
                selectors.put(query, selectors(query, requests, scope.services()));
            } catch (IllegalArgumentException e) {
                results.put(query, new SourceResult.Missing(query.name() + ": " + e.getMessage()));
            }
        }
        PageRequest request = new PageRequest(selectors, requests.byClass());
        return endpoints.lookUp().thenCompose(found -> fetch(found, request)).thenApply(fetched -> {
            selectors.keySet().forEach(query -> results.put(query, result(query, request, fetched, scope)));
            return results;
        });
    }

    private static SideSelectors selectors(MetricQuery query, RequestSelectors requests, Map<Side, Role> services) {
        Selector part = Selector.parse(query.share().part());
        Selector total = Selector.parse(query.share().total());
        Map<Side, Selector> parts = new EnumMap<>(Side.class);
        Map<Side, Selector> totals = new EnumMap<>(Side.class);
        services.forEach((side, role) -> {
            parts.put(side, requests.of(part, query.component(), role));
            totals.put(side, requests.of(total, query.component(), role));
        });
        return new SideSelectors(parts, totals);
    }

    /** The pages that were read, or why nothing can be said. */
    private record Fetched(Map<URI, Page.Read> pages, Optional<String> problem) {
        static Fetched nothing(String problem) {
            return new Fetched(Map.of(), Optional.of(problem));
        }
    }

    private CompletableFuture<Fetched> fetch(ControllerEndpoints.Lookup found, PageRequest request) {
        if (found instanceof ControllerEndpoints.Lookup.Failed failed) {
            return CompletableFuture.completedFuture(Fetched.nothing(failed.problem()));
        }
        Set<URI> addresses = ((ControllerEndpoints.Lookup.Pages) found).addresses();
        return pages.fetch(addresses.stream().collect(Collectors.toMap(a -> a, a -> request.selectors())))
                .thenApply(fetched -> complete(fetched, request));
    }

    private static Fetched complete(Map<URI, Page> fetched, PageRequest request) {
        Map<URI, Page.Read> read = new TreeMap<>();
        for (Map.Entry<URI, Page> entry : new TreeMap<>(fetched).entrySet()) {
            String page = describe(entry.getKey());
            if (entry.getValue() instanceof Page.Unreadable unreadable) {
                return Fetched.nothing(page + unreadable.problem());
            }
            Page.Read content = (Page.Read) entry.getValue();
            if (!content.selections().get(request.byClass()).values().values().isEmpty()) {
                return Fetched.nothing(
                        page + "it counts classes of status, not codes:" + " start it without --report-status-classes");
            }
            read.put(entry.getKey(), content);
        }
        return new Fetched(read, Optional.empty());
    }

    private static SourceResult result(MetricQuery query, PageRequest request, Fetched fetched, MetricScope scope) {
        if (fetched.problem().isPresent()) {
            return new SourceResult.Missing(
                    query.name() + ": " + fetched.problem().get());
        }
        SideSelectors selectors = request.queries().get(query);
        Optional<String> problem = problem(selectors, fetched.pages());
        if (problem.isPresent()) {
            return new SourceResult.Missing(query.name() + ": " + problem.get());
        }
        // A series appears with its first request. Where the controller counts neither side, it may name them otherwise
        // than expected; where it counts one, the other has had no request yet.
        boolean known = fetched.pages().values().stream()
                .anyMatch(page -> selectors.total().values().stream().anyMatch(total -> counts(page, total)));
        List<TargetSample> samples = new ArrayList<>();
        fetched.pages().forEach((address, page) -> scope.services().keySet().forEach(side -> {
            CounterValues part =
                    page.selections().get(selectors.part().get(side)).values();
            CounterValues total =
                    page.selections().get(selectors.total().get(side)).values();
            ScrapeTarget target = target(address, page, side, scope);
            // The controller has but one series: where it counts any request, it would count those of the part, too.
            samples.add(TargetSample.of(new TargetSample.Counted(target, part, total, known, known), query.share()));
        }));
        return new SourceResult.Read(samples);
    }

    private static Optional<String> problem(SideSelectors selectors, Map<URI, Page.Read> pages) {
        List<Selector> all = Stream.of(selectors.part(), selectors.total())
                .flatMap(bySide -> bySide.values().stream())
                .toList();
        return pages.entrySet().stream()
                .flatMap(page -> all.stream()
                        .flatMap(selector -> page.getValue().selections().get(selector).problem().stream())
                        .map(problem -> describe(page.getKey()) + problem))
                .findFirst();
    }

    private static String describe(URI page) {
        return "the ingress controller at " + page + ": ";
    }

    private static boolean counts(Page.Read page, Selector total) {
        return !page.selections().get(total).values().values().isEmpty();
    }

    /** Of each revision anew: the canary's Service had others behind it before. */
    private static ScrapeTarget target(URI address, Page.Read page, Side side, MetricScope scope) {
        String revision = scope.revisions().get(side);
        Instant startedAt = page.selections().get(STARTED_AT).values().values().values().stream()
                .filter(seconds -> seconds > 0 && seconds < Integer.MAX_VALUE)
                .findFirst()
                .map(seconds -> Instant.ofEpochMilli(Math.round(seconds * 1000)))
                .orElse(Instant.EPOCH);
        return new ScrapeTarget(address + " " + side + " " + revision, address.getHost(), side, startedAt, true);
    }
}
