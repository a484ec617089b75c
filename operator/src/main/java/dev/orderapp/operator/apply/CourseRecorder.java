package dev.orderapp.operator.apply;

import dev.orderapp.operator.course.CourseJoin;
import dev.orderapp.operator.course.CourseReading;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.course.Course;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the course of each attempt, in a ConfigMap of its own. It is told each status once that is saved: nothing is decided by it,
 * and it neither fails nor delays a reconcile. Only what is not written yet is in memory. A course is written at once when there is something
 * new, then at most once in {@link #PAUSE}; at rest there is nothing new.
 */
public final class CourseRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CourseRecorder.class);

    /** Between two writes of a course: two measurements, at the default interval. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** So often in a row it is tried to write what an attempt leaves: for ten minutes. */
    private static final int TRIES = 60;

    /** For what is not written yet when the operator ends. */
    private static final long CLOSE_SECONDS = 5;

    private final CourseStore store;
    private final Map<ResourceID, Recording> atWork = new ConcurrentHashMap<>();
    private final Set<Recording> unwritten = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "courses");
        thread.setDaemon(true);
        return thread;
    });

    /** @param client reads and writes ConfigMaps */
    public CourseRecorder(KubernetesClient client) {
        this.store = new CourseStore(client);
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Records what a status says that was saved just now. */
    public void record(OrderAppRelease release, OrderAppReleaseStatus status) {
        try {
            add(release, status);
        } catch (RuntimeException e) {
            LOG.warn("{}: its course is not recorded", QualifiedName.of(release), e);
        }
    }

    private void add(OrderAppRelease release, OrderAppReleaseStatus status) {
        ResourceID id = ResourceID.fromResource(release);
        Optional<Course> news = CourseReading.of(status);
        Optional<Recording> before = Optional.ofNullable(atWork.get(id));
        before.filter(recording -> news.filter(recording::isOf).isEmpty()).ifPresent(over -> {
            atWork.remove(id);
            over.add(CourseReading.end(over.attempt, status), status);
        });
        news.ifPresent(course -> atWork.computeIfAbsent(id, first -> new Recording(release, course))
                .add(course, status));
    }

    /** Drops what is not written of a release that is deleted. */
    public void forget(ResourceID release) {
        atWork.remove(release);
        unwritten.removeIf(
                recording -> ResourceID.fromResource(recording.release).equals(release));
    }

    /** Writes what waits, within some seconds. */
    @Override
    public void close() {
        unwritten.forEach(recording -> writer.execute(recording::write));
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} courses were not written before the end", unwritten.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The course of one attempt. */
    private final class Recording {
        private final OrderAppRelease release;
        /** Without what happened. */
        private final Course attempt;

        /** Attempts whose courses stay. */
        private volatile Set<Integer> kept = Set.of();

        private Optional<Course> last = Optional.empty();
        private Course part;
        private boolean scheduled;
        private long writtenAt = System.nanoTime() - PAUSE.toNanos();
        private int failures;

        Recording(OrderAppRelease release, Course first) {
            this.release = release;
            this.attempt = first.empty();
            this.part = attempt;
        }

        boolean isOf(Course course) {
            return course.attempt() == attempt.attempt();
        }

        synchronized void add(Course news, OrderAppReleaseStatus status) {
            if (last.filter(news::equals).isPresent()) {
                return;
            }
            last = Optional.of(news);
            kept = Stream.concat(
                            Stream.of(attempt.attempt()),
                            Stream.ofNullable(status.history())
                                    .flatMap(history -> history.stream().map(HistoryEntry::attempt)))
                    .collect(Collectors.toSet());
            part = CourseJoin.join(part, news);
            unwritten.add(this);
            schedule();
        }

        private void schedule() {
            if (!scheduled && !writer.isShutdown()) {
                scheduled = true;
                long wait = writtenAt + PAUSE.toNanos() - System.nanoTime();
                writer.schedule(this::write, wait, TimeUnit.NANOSECONDS);
            }
        }

        private void write() {
            taken().ifPresent(written -> {
                try {
                    store.add(release, written, kept);
                    failures = 0;
                } catch (RuntimeException e) {
                    putBack(written, e);
                }
            });
        }

        /** What is to be written; nothing where that was done already, or the release is gone. */
        private synchronized Optional<Course> taken() {
            scheduled = false;
            if (!unwritten.remove(this)) {
                return Optional.empty();
            }
            writtenAt = System.nanoTime();
            Course taken = part;
            part = attempt;
            return Optional.of(taken);
        }

        private synchronized void putBack(Course written, RuntimeException e) {
            failures++;
            if (failures == 1) {
                LOG.warn(
                        "{}: the course of attempt {} could not be written, and is tried again: {}",
                        QualifiedName.of(release),
                        attempt.attempt(),
                        e.getMessage());
            }
            part = CourseJoin.join(written, part);
            if (failures < TRIES) {
                unwritten.add(this);
                schedule();
            }
        }
    }
}
