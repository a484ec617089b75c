package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Sample;
import java.util.Map;

/**
 * What one look at a release brought. It counts only once it is committed: what was read but not saved is read again by the next
 * look, neither lost nor counted twice.
 */
public final class PendingSamples {
    private final Map<String, Sample> samples;
    private final Runnable commit;

    PendingSamples(Map<String, Sample> samples, Runnable commit) {
        this.samples = Map.copyOf(samples);
        this.commit = commit;
    }

    /** By name of the reading. */
    public Map<String, Sample> samples() {
        return samples;
    }

    /**
     * To be called once the evidence that includes this reading is saved. Does nothing the second time, nor after another reading of the
     * same release was committed or the release was forgotten.
     */
    public void commit() {
        commit.run();
    }
}
