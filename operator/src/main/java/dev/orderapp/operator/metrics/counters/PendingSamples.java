package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Sample;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;

/**
 * The samples of one measurement of a release, before its evidence is saved. They count only once they are committed, see
 * {@link CounterDeltas#commit}: what was measured but not saved is measured again, neither lost nor counted twice.
 */
public final class PendingSamples {
    private final ResourceID release;
    private final Map<String, Sample> samples;
    private final Map<MetricQuery, CounterState> before;
    private final Map<MetricQuery, CounterState> after;

    PendingSamples(
            ResourceID release,
            Map<String, Sample> samples,
            Map<MetricQuery, CounterState> before,
            Map<MetricQuery, CounterState> after) {
        this.release = release;
        this.samples = Map.copyOf(samples);
        this.before = before;
        this.after = after;
    }

    /** Samples that no counter moves for; there is nothing to commit. */
    public static PendingSamples uncounted(ResourceID release, Map<String, Sample> samples) {
        return new PendingSamples(release, samples, Map.of(), Map.of());
    }

    /** By name of the metric's query. */
    public Map<String, Sample> samples() {
        return samples;
    }

    /** The same measurement with other samples. */
    public PendingSamples withSamples(Map<String, Sample> others) {
        return new PendingSamples(release, others, before, after);
    }

    ResourceID release() {
        return release;
    }

    Map<MetricQuery, CounterState> before() {
        return before;
    }

    Map<MetricQuery, CounterState> after() {
        return after;
    }
}
