package dev.orderapp.operator.metrics.pods;

import dev.orderapp.operator.analysis.Concentration;
import dev.orderapp.operator.analysis.Concentration.Source;
import dev.orderapp.operator.analysis.Concentration.Version;
import dev.orderapp.operator.metrics.exposition.Page;
import dev.orderapp.operator.metrics.exposition.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From how few the recent failures come, as the Pods of an application may tell it by gauges: {@code shop_failures_recent{by="all"}},
 * {@code {by="network"}} for the network that made most of a Pod's, likewise by account and by request; and which source that is by a number
 * that is the same in all Pods, {@code shop_failures_recent_source}. An application without these gauges tells nothing.
 */
final class FailureSources {
    private static final Selector ALL = Selector.parse("shop_failures_recent{by=\"all\"}");

    private static final Map<Source, Largest> LARGEST = new TreeMap<>(Map.of(
            Source.NETWORK, Largest.by("network"),
            Source.ACCOUNT, Largest.by("account"),
            Source.REQUEST, Largest.by("request")));

    /** Of six bytes. */
    private static final double MAX = 0x1p48;

    private FailureSources() {}

    /**
     * The gauges of a kind of source.
     *
     * @param failures that the largest made
     * @param source which that is
     */
    private record Largest(Selector failures, Selector source) {
        static Largest by(String what) {
            return new Largest(
                    Selector.parse("shop_failures_recent{by=\"" + what + "\"}"),
                    Selector.parse("shop_failures_recent_source{by=\"" + what + "\"}"));
        }
    }

    /** What is to be selected of each Pod's page. */
    static Set<Selector> selectors() {
        Set<Selector> all = new HashSet<>(Set.of(ALL));
        LARGEST.values().forEach(largest -> all.addAll(List.of(largest.failures(), largest.source())));
        return all;
    }

    /** What the Pods of one version tell. */
    static List<Concentration> of(Version version, Collection<Page.Read> pages) {
        List<Page.Read> telling = pages.stream()
                .filter(page -> !page.selections().get(ALL).values().isEmpty())
                .toList();
        if (telling.isEmpty()) {
            return List.of();
        }
        long failures = Math.round(
                telling.stream().mapToDouble(page -> selected(ALL, page)).sum());
        List<Concentration> concentrations = new ArrayList<>();
        LARGEST.forEach((source, largest) -> {
            double most = telling.stream()
                    .collect(Collectors.toMap(
                            page -> selected(largest.source(), page),
                            page -> selected(largest.failures(), page),
                            Double::sum))
                    .values()
                    .stream()
                    .max(Double::compare)
                    .orElse(0.0);
            // The gauges are read one after the other, so a part may be larger than the whole for a moment.
            concentrations.add(new Concentration(version, source, Math.min(Math.round(most), failures), failures));
        });
        return concentrations;
    }

    /** What can't be a number of failures, or of a source, is none. */
    private static double selected(Selector selector, Page.Read page) {
        return page.selections().get(selector).values().values().values().stream()
                .filter(value -> value >= 0 && value < MAX)
                .mapToDouble(value -> value)
                .sum();
    }
}
