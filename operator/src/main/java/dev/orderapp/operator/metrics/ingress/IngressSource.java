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

    private final ControllerEndpoints replicas;
    private final Pages pages;

    /**
     * Reads.
     *
     * @param replicas finds the pages
     * @param pages fetches them
     */
    public IngressSource(ControllerEndpoints replicas, Pages pages) {
        this.replicas = replicas;
        this.pages = pages;
    }

    /** What of a page makes up a metric. */
    private record Picks(Map<Side, Selector> part, Map<Side, Selector> total) {}

    /** All that is to be picked from every page. */
    private record Wanted(Map<MetricQuery, Picks> picks, Selector byClass) {
        Set<Selector> selectors() {
            Set<Selector> all = new HashSet<>(Set.of(STARTED_AT, byClass));
            picks.values().forEach(p -> {
                all.addAll(p.part().values());
                all.addAll(p.total().values());
            });
            return all;
        }
    }

    @Override
    public CompletableFuture<Map<MetricQuery, SourceResult>> read(MetricScope subject, List<MetricQuery> queries) {
        Map<MetricQuery, SourceResult> answers = new HashMap<>();
        RequestSelectors series = new RequestSelectors(subject);
        Map<MetricQuery, Picks> picks = new HashMap<>();
        for (MetricQuery query : queries) {
            try {
                picks.put(query, picks(query, series, subject.services()));
            } catch (IllegalArgumentException e) {
                answers.put(query, new SourceResult.Missing(query.name() + ": " + e.getMessage()));
            }
        }
        Wanted wanted = new Wanted(picks, series.byClass());
        return replicas.find().thenCompose(found -> fetch(found, wanted)).thenApply(fetched -> {
            picks.keySet().forEach(query -> answers.put(query, answer(query, wanted, fetched, subject)));
            return answers;
        });
    }

    private static Picks picks(MetricQuery query, RequestSelectors series, Map<Side, Role> services) {
        Selector part = Selector.parse(query.share().part());
        Selector total = Selector.parse(query.share().total());
        Map<Side, Selector> parts = new EnumMap<>(Side.class);
        Map<Side, Selector> totals = new EnumMap<>(Side.class);
        services.forEach((side, role) -> {
            parts.put(side, series.of(part, query.component(), role));
            totals.put(side, series.of(total, query.component(), role));
        });
        return new Picks(parts, totals);
    }

    /** The pages that were read, or why nothing can be said. */
    private record Fetched(Map<URI, Page.Read> pages, Optional<String> problem) {
        static Fetched nothing(String problem) {
            return new Fetched(Map.of(), Optional.of(problem));
        }
    }

    private CompletableFuture<Fetched> fetch(ControllerEndpoints.Found found, Wanted wanted) {
        if (found instanceof ControllerEndpoints.Found.Nothing nothing) {
            return CompletableFuture.completedFuture(Fetched.nothing(nothing.problem()));
        }
        Set<URI> addresses = ((ControllerEndpoints.Found.Pages) found).addresses();
        return pages.fetch(addresses.stream().collect(Collectors.toMap(a -> a, a -> wanted.selectors())))
                .thenApply(fetched -> complete(fetched, wanted));
    }

    private static Fetched complete(Map<URI, Page> fetched, Wanted wanted) {
        Map<URI, Page.Read> read = new TreeMap<>();
        for (Map.Entry<URI, Page> entry : new TreeMap<>(fetched).entrySet()) {
            String whose = whose(entry.getKey());
            if (entry.getValue() instanceof Page.Unreadable unreadable) {
                return Fetched.nothing(whose + unreadable.problem());
            }
            Page.Read page = (Page.Read) entry.getValue();
            if (!page.picked().get(wanted.byClass()).tally().values().isEmpty()) {
                return Fetched.nothing(whose + "it counts classes of status, not codes:"
                        + " start it without --report-status-classes");
            }
            read.put(entry.getKey(), page);
        }
        return new Fetched(read, Optional.empty());
    }

    private static SourceResult answer(MetricQuery query, Wanted wanted, Fetched fetched, MetricScope subject) {
        if (fetched.problem().isPresent()) {
            return new SourceResult.Missing(
                    query.name() + ": " + fetched.problem().get());
        }
        Picks picks = wanted.picks().get(query);
        Optional<String> spoilt = spoilt(picks, fetched.pages());
        if (spoilt.isPresent()) {
            return new SourceResult.Missing(query.name() + ": " + spoilt.get());
        }
        // A series appears with its first request. Where the controller counts neither side, it may name them otherwise
        // than
        // we think; where it counts one, the other has had no request yet.
        boolean named = fetched.pages().values().stream()
                .anyMatch(page -> picks.total().values().stream().anyMatch(total -> counts(page, total)));
        List<TargetSample> readings = new ArrayList<>();
        fetched.pages().forEach((address, page) -> subject.services().keySet().forEach(side -> {
            CounterValues part = page.picked().get(picks.part().get(side)).tally();
            CounterValues total = page.picked().get(picks.total().get(side)).tally();
            ScrapeTarget origin = origin(address, page, side, subject);
            // The controller has but one series: where it counts any request, it would count those of the part, too.
            readings.add(TargetSample.of(new TargetSample.Counted(origin, part, total, named, named), query.share()));
        }));
        return new SourceResult.Read(readings);
    }

    private static Optional<String> spoilt(Picks picks, Map<URI, Page.Read> pages) {
        List<Selector> all = Stream.of(picks.part(), picks.total())
                .flatMap(bySide -> bySide.values().stream())
                .toList();
        return pages.entrySet().stream()
                .flatMap(page -> all.stream()
                        .flatMap(selector -> page.getValue().picked().get(selector).problem().stream())
                        .map(problem -> whose(page.getKey()) + problem))
                .findFirst();
    }

    private static String whose(URI page) {
        return "the ingress controller at " + page + ": ";
    }

    private static boolean counts(Page.Read page, Selector total) {
        return !page.picked().get(total).tally().values().isEmpty();
    }

    /** Of each revision anew: the canary's Service had others behind it before. */
    private static ScrapeTarget origin(URI address, Page.Read page, Side side, MetricScope subject) {
        String revision = subject.revisions().get(side);
        Instant startedAt = page.picked().get(STARTED_AT).tally().values().values().stream()
                .filter(seconds -> seconds > 0 && seconds < Integer.MAX_VALUE)
                .findFirst()
                .map(seconds -> Instant.ofEpochMilli(Math.round(seconds * 1000)))
                .orElse(Instant.EPOCH);
        return new ScrapeTarget(address + " " + side + " " + revision, address.getHost(), side, startedAt, true);
    }
}
