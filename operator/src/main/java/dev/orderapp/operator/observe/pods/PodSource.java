package dev.orderapp.operator.observe.pods;

import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.observe.metrics.Answer;
import dev.orderapp.operator.observe.metrics.MetricQuery;
import dev.orderapp.operator.observe.metrics.Origin;
import dev.orderapp.operator.observe.metrics.OriginReading;
import dev.orderapp.operator.observe.metrics.Page;
import dev.orderapp.operator.observe.metrics.Pages;
import dev.orderapp.operator.observe.metrics.Selector;
import dev.orderapp.operator.observe.metrics.Source;
import dev.orderapp.operator.observe.metrics.Subject;
import dev.orderapp.v1.ComponentName;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
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
import java.util.function.Function;

/**
 * The Pods' own metrics pages. Pods that are going away are read as long as they answer: they still serve, and their last events
 * count too.
 */
public final class PodSource implements Source {
    private final Pages pages;
    private final Function<Pod, Optional<URI>> address;

    /**
     * Reads.
     *
     * @param pages fetches them
     * @param address of a Pod's metrics page, see {@link PodPage#address}
     */
    public PodSource(Pages pages, Function<Pod, Optional<URI>> address) {
        this.pages = pages;
        this.address = address;
    }

    /** A Pod whose page can be asked for. */
    private record Target(Origin origin, ComponentName component, URI page) {}

    /** What of a page makes up a metric. */
    private record Picks(Selector part, Selector total) {}

    @Override
    public CompletableFuture<Map<MetricQuery, Answer>> read(Subject subject, List<MetricQuery> queries) {
        Map<MetricQuery, Answer> answers = new HashMap<>();
        Map<MetricQuery, Picks> picks = new HashMap<>();
        for (MetricQuery query : queries) {
            try {
                Picks parsed = new Picks(
                        Selector.parse(query.share().part()),
                        Selector.parse(query.share().total()));
                picks.put(query, parsed);
            } catch (IllegalArgumentException e) {
                // The API server knows the notation only roughly. What can't be read is no evidence.
                answers.put(query, new Answer.Missing(query.name() + ": " + e.getMessage()));
            }
        }
        List<Target> targets = targets(subject);
        return pages.fetch(wanted(picks, targets)).thenApply(fetched -> {
            picks.forEach((query, wanted) -> answers.put(query, answer(query, wanted, targets, fetched)));
            return answers;
        });
    }

    private static Map<URI, Set<Selector>> wanted(Map<MetricQuery, Picks> picks, List<Target> targets) {
        Map<URI, Set<Selector>> wanted = new HashMap<>();
        for (Target pod : targets) {
            picks.forEach((query, pick) -> {
                if (query.component() == pod.component()) {
                    wanted.computeIfAbsent(pod.page(), first -> new HashSet<>())
                            .addAll(List.of(pick.part(), pick.total()));
                }
            });
        }
        return wanted;
    }

    private static Answer answer(MetricQuery query, Picks picks, List<Target> targets, Map<URI, Page> fetched) {
        return new Answer.Read(targets.stream()
                .filter(pod -> pod.component() == query.component())
                .map(pod -> reading(pod.origin(), query, picks, fetched.get(pod.page())))
                .toList());
    }

    private static OriginReading reading(Origin pod, MetricQuery query, Picks picks, Page page) {
        if (page instanceof Page.Unreadable unreadable) {
            return new OriginReading.Silent(pod, unreadable.problem());
        }
        Page.Read read = (Page.Read) page;
        Page.Picked part = read.picked().get(picks.part());
        Page.Picked total = read.picked().get(picks.total());
        boolean partUnknown = part.tally().values().isEmpty();
        if (query.share().good() && partUnknown && !total.tally().values().isEmpty()) {
            // Read as zero it would make every event a bad one, while it may only be misspelt.
            return new OriginReading.Silent(
                    pod, "its metrics page has no series for " + query.share().part());
        }
        return OriginReading.of(
                new OriginReading.Counted(pod, part.tally(), total.tally(), total.named()), query.share());
    }

    private List<Target> targets(Subject subject) {
        List<Target> targets = new ArrayList<>();
        for (Pod pod : subject.pods()) {
            Optional<Origin> origin = origin(pod, subject);
            Optional<ComponentName> component = Labels.component(pod);
            Optional<URI> page = address.apply(pod);
            if (origin.isPresent() && component.isPresent() && page.isPresent()) {
                targets.add(new Target(origin.get(), component.get(), page.get()));
            }
        }
        return targets;
    }

    /** Its name may come back with another Pod, its uid does not. A crash of the container starts its counters anew. */
    private static Optional<Origin> origin(Pod pod, Subject subject) {
        return Labels.revision(pod).flatMap(subject::side).flatMap(side -> startedAt(pod)
                .map(at ->
                        new Origin(pod.getMetadata().getUid(), pod.getMetadata().getName(), side, at, true)));
    }

    private static Optional<Instant> startedAt(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(c -> PodPage.CONTAINER.equals(c.getName()))
                .findFirst()
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .map(ContainerStateRunning::getStartedAt)
                .map(Instant::parse);
    }
}
