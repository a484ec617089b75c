package dev.orderapp.operator.observe;

import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.naming.Labels;
import dev.orderapp.operator.observe.metrics.Increments;
import dev.orderapp.operator.observe.metrics.MetricQuery;
import dev.orderapp.operator.observe.metrics.PodTarget;
import dev.orderapp.operator.observe.metrics.Reading;
import dev.orderapp.operator.observe.metrics.Selector;
import dev.orderapp.operator.observe.metrics.Side;
import dev.orderapp.operator.rollout.Comparison;
import dev.orderapp.v1.MetricSpec;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the counters of the two revisions that are compared, from their Pods' own metrics pages. */
public final class PodMetrics {
    private final Increments increments;
    private final Function<Pod, Optional<URI>> page;

    /**
     * Reads.
     *
     * @param increments remembers where the counters stood
     * @param page the address of a Pod's metrics page, see {@link PodPage#address}
     */
    public PodMetrics(Increments increments, Function<Pod, Optional<URI>> page) {
        this.increments = increments;
        this.page = page;
    }

    /** What was counted, and how to say that it is saved. */
    record Counted(Map<String, Sample> samples, Runnable commit) {
        static final Counted NOTHING = new Counted(Map.of(), () -> {});
    }

    /**
     * Reads once.
     *
     * @param release whose, unique in the cluster
     * @param metrics the release's metrics
     * @param compared the two revisions
     * @param seen the release's Pods and the time
     */
    Counted read(String release, List<MetricSpec> metrics, Comparison compared, Seen seen) {
        Map<String, Sample> samples = new HashMap<>();
        List<MetricQuery> queries = new ArrayList<>();
        for (MetricSpec metric : metrics) {
            try {
                queries.add(new MetricQuery(
                        metric.name(),
                        metric.component(),
                        Selector.parse(metric.bad()),
                        Selector.parse(metric.total())));
            } catch (IllegalArgumentException e) {
                // The API server knows the notation only roughly. What can't be read is no evidence.
                samples.put(metric.name(), Sample.missing(metric.name() + ": " + e.getMessage()));
            }
        }
        Reading reading = increments.read(release, queries, targets(seen.pods(), compared), seen.at());
        samples.putAll(reading.samples());
        return new Counted(samples, reading::commit);
    }

    /** Pods at a time. */
    record Seen(List<Pod> pods, Instant at) {}

    /** Drops what is remembered of a release in which nobody is compared. */
    public void forget(String release) {
        increments.forget(release);
    }

    /** Pods that are going away are read as long as they answer: they still serve, and their last events count too. */
    private List<PodTarget> targets(List<Pod> pods, Comparison compared) {
        List<PodTarget> targets = new ArrayList<>();
        for (Pod pod : pods) {
            side(pod, compared).ifPresent(side -> Labels.component(pod)
                    .ifPresent(component -> page.apply(pod).ifPresent(address -> startedAt(pod)
                            .ifPresent(at -> targets.add(new PodTarget(
                                    pod.getMetadata().getUid(),
                                    pod.getMetadata().getName(),
                                    component,
                                    side,
                                    address,
                                    at))))));
        }
        return targets;
    }

    private static Optional<Side> side(Pod pod, Comparison compared) {
        Optional<String> revision = Labels.revision(pod);
        if (revision.filter(compared.canary()::equals).isPresent()) {
            return Optional.of(Side.CANARY);
        }
        return revision.isPresent() && revision.equals(compared.stable()) ? Optional.of(Side.STABLE) : Optional.empty();
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
