package dev.orderapp.operator.apply;

import dev.orderapp.operator.failure.FailureReader;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.v1.CanarySpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailureJson;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps with an attempt that fails what its Pods take with them. It is told each status once that is saved, and begins when one first says
 * that the canary is rolled back, on a thread of its own: a rollback neither waits for it nor hears of it.
 */
public final class FailureRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailureRecorder.class);

    /** Outcomes after which people ask why. One that is superseded has not failed. */
    private static final Set<Outcome> FAILURES = Set.of(Outcome.RolledBack, Outcome.Undecided, Outcome.Aborted);

    /** Releases that fail at once have mostly one cause, and the Pods of each go within seconds. */
    private static final int THREADS = 4;

    /** The course that it is written beside may have yet to be written, or be written just then. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final int TRIES = 24;

    private final FailureReader reader;
    private final CourseStore store;

    /** The last attempt of each release of which it was begun. */
    private final Map<ResourceID, Integer> begun = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "failures");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param reader reads what is kept
     * @param client reads and writes ConfigMaps
     */
    public FailureRecorder(FailureReader reader, KubernetesClient client) {
        this.reader = reader;
        this.store = new CourseStore(client);
    }

    /**
     * Begins to keep what is left of an attempt that a status says is rolled back, the first time that one says so.
     *
     * @param pods of the release, as they were when it was decided
     */
    public void record(OrderAppRelease release, OrderAppReleaseStatus status, List<Pod> pods) {
        try {
            begin(release, status, pods);
        } catch (RuntimeException e) {
            LOG.warn("{}: nothing is kept of how it failed", QualifiedName.of(release), e);
        }
    }

    private void begin(OrderAppRelease release, OrderAppReleaseStatus status, List<Pod> pods) {
        if (!isFailing(status) || threads.isShutdown()) {
            return;
        }
        int number = status.canary().attempt();
        if (Integer.valueOf(number).equals(begun.put(ResourceID.fromResource(release), number))) {
            return;
        }
        FailureReader.Attempt attempt = new FailureReader.Attempt(
                release.getMetadata().getNamespace(),
                release.getMetadata().getName(),
                status.canary().revision(),
                Instant.parse(status.canary().since()),
                keepsLogs(release));
        threads.execute(() -> keep(release, number, attempt, pods));
    }

    private static boolean isFailing(OrderAppReleaseStatus status) {
        return status.canary() != null
                && status.stable() != null
                && status.ending() != null
                && FAILURES.contains(status.ending().outcome());
    }

    private static boolean keepsLogs(OrderAppRelease release) {
        return Optional.ofNullable(release.getSpec())
                .map(OrderAppReleaseSpec::canary)
                .map(CanarySpec::keepLogs)
                .orElse(true);
    }

    private void keep(OrderAppRelease release, int number, FailureReader.Attempt attempt, List<Pod> pods) {
        try {
            AttemptFailure failure = reader.read(attempt, pods);
            write(release, number, FailureJson.write(failure), 1);
        } catch (RuntimeException e) {
            LOG.warn("{}: nothing is kept of how attempt {} failed", QualifiedName.of(release), number, e);
        }
    }

    private void write(OrderAppRelease release, int number, String failure, int times) {
        if (!begun.containsKey(ResourceID.fromResource(release))) {
            return;
        }
        try {
            store.keep(release, number, failure);
        } catch (RuntimeException e) {
            if (times == 1) {
                LOG.info(
                        "{}: how attempt {} failed could not be written yet: {}",
                        QualifiedName.of(release),
                        number,
                        e.getMessage());
            }
            if (times < TRIES && !threads.isShutdown()) {
                threads.schedule(
                        () -> write(release, number, failure, times + 1), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Drops what is not written of a release that is deleted. */
    public void forget(ResourceID release) {
        begun.remove(release);
    }

    /** Stops: what was not written by then is lost. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
