package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.apply.Applier;
import dev.orderapp.operator.apply.CourseRecorder;
import dev.orderapp.operator.apply.EventRecorder;
import dev.orderapp.operator.apply.FailureRecorder;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.observe.Observer;
import dev.orderapp.operator.observe.Snapshot;
import dev.orderapp.operator.resources.DesiredResources;
import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Plan;
import dev.orderapp.operator.status.StatusWriter;
import dev.orderapp.operator.status.UnreadableStatusException;
import dev.orderapp.operator.telemetry.Telemetry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reconcile of one release: observe → decide → save → apply → record. */
@ControllerConfiguration(name = "orderapprelease", fieldManager = "orderapp-operator")
public final class OrderAppReleaseReconciler implements Reconciler<OrderAppRelease> {
    /** After a write that conflicted with another change: the caches need this long to see it. */
    private static final Duration CONFLICT = Duration.ofMillis(100);

    /** A barrier whose time is over waits for the cluster, which the watches report; this is only to be sure. */
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    /** While another release has its host, or the Gateway API is missing: no event tells that this is over. */
    private static final Duration CLAIMED = Duration.ofSeconds(30);

    /** Longest wait after a reconcile that failed. */
    public static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private static final Duration NEVER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(OrderAppReleaseReconciler.class);

    private final EventSources sources;
    private final ReleaseAdmission admission;
    private final Observer observer;
    private final Applier applier;
    private final EventRecorder events;
    private final CourseRecorder courses;
    private final FailureRecorder failures;
    private final Telemetry telemetry;

    public OrderAppReleaseReconciler(
            EventSources sources,
            ReleaseAdmission admission,
            Observer observer,
            Applier applier,
            EventRecorder events,
            CourseRecorder courses,
            FailureRecorder failures,
            Telemetry telemetry) {
        this.sources = sources;
        this.admission = admission;
        this.observer = observer;
        this.applier = applier;
        this.events = events;
        this.courses = courses;
        this.failures = failures;
        this.telemetry = telemetry;
    }

    @Override
    public List<EventSource<?, OrderAppRelease>> prepareEventSources(EventSourceContext<OrderAppRelease> context) {
        return sources.all(context);
    }

    @Override
    public UpdateControl<OrderAppRelease> reconcile(OrderAppRelease release, Context<OrderAppRelease> context) {
        try {
            return reconcileReadable(release, context);
        } catch (RuntimeException e) {
            admission.giveUp(release);
            return recover(release, e, context);
        }
    }

    private UpdateControl<OrderAppRelease> recover(
            OrderAppRelease release, RuntimeException problem, Context<OrderAppRelease> context) {
        if (problem instanceof UnreadableStatusException unreadable) {
            return reportUnreadable(release, unreadable, context);
        }
        if (problem instanceof KubernetesClientException refused && isConflict(refused)) {
            return UpdateControl.<OrderAppRelease>noUpdate().rescheduleAfter(CONFLICT);
        }
        throw problem;
    }

    /** Nothing is decided about a release whose status can't be read; a status that is repaired starts the next reconcile. */
    private UpdateControl<OrderAppRelease> reportUnreadable(
            OrderAppRelease release, UnreadableStatusException e, Context<OrderAppRelease> context) {
        UpdateControl<OrderAppRelease> done = UpdateControl.noUpdate();
        try {
            UnreadableStatus.record(release, e.getMessage(), Instant.now(), context.getClient());
            return done;
        } catch (KubernetesClientException refused) {
            if (isConflict(refused)) {
                return done.rescheduleAfter(CONFLICT);
            }
            LOG.warn(
                    "{}: {}; its condition can't be written: {}",
                    QualifiedName.of(release),
                    e.getMessage(),
                    refused.getMessage());
            return done.rescheduleAfter(LONGEST_RETRY);
        }
    }

    private UpdateControl<OrderAppRelease> reconcileReadable(
            OrderAppRelease release, Context<OrderAppRelease> context) {
        Optional<Obstacle> before = applier.obstacle(release);
        Snapshot snapshot = observer.observe(release, context, sources.gatewayApi(release, context))
                .with(before);
        ReleaseAdmission.Decided decided = admission.decide(
                release, snapshot.observation(), () -> context.getPrimaryCache().list());
        Observation observation = decided.observation();
        Plan plan = decided.plan();

        OrderAppReleaseStatus status = StatusWriter.write(plan.next(), observation, release);
        applier.save(release, status, context);
        admission.saved(release, status);
        observer.commit(snapshot);
        telemetry.recordStatus(release, status);
        // Beside the rollback, which takes the Pods away.
        failures.record(release, status, snapshot.inventory().pods());
        try {
            DesiredResources desired =
                    DesiredResources.of(release, plan.desired(), snapshot.revisions(), snapshot.traffic());
            Applier.Result result = applier.apply(plan.next(), desired, snapshot.inventory(), context);
            boolean moved = result.applied() || !plan.next().equals(observation.state());
            return requeue(plan, observation, moved, retry(release, result, before));
        } finally {
            // Saved decisions are not made again: this is the only time to record them, whatever became of the writes.
            courses.record(release, status);
            plan.eventNotes().forEach(note -> record(release, note, observation.now()));
            applier.newObstacles(release).forEach(o -> events.record(release, warning(o), observation.now()));
        }
    }

    /**
     * When to reconcile again because of writes. What was refused is not thrown: the framework would then wait longer and longer,
     * and the canary would not be watched meanwhile.
     */
    private Duration retry(OrderAppRelease release, Applier.Result result, Optional<Obstacle> before) {
        if (result.refused()) {
            LOG.debug("{}: something was refused", QualifiedName.of(release));
            telemetry.recordFailure();
        }
        if (!applier.obstacle(release).equals(before)) {
            return Duration.ZERO;
        }
        Duration next = applier.retryAfter(release).orElse(NEVER);
        return result.conflict() && CONFLICT.compareTo(next) < 0 ? CONFLICT : next;
    }

    private static EventNote warning(Obstacle obstacle) {
        return new EventNote(EventNote.Kind.Warning, obstacle.kind().name(), obstacle.message());
    }

    private void record(OrderAppRelease release, EventNote note, Instant now) {
        events.record(release, note, now);
        telemetry.recordDecision(note);
    }

    private static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private static UpdateControl<OrderAppRelease> requeue(
            Plan plan, Observation observation, boolean moved, Duration retry) {
        UpdateControl<OrderAppRelease> done = UpdateControl.noUpdate();
        if (moved) {
            return done.rescheduleAfter(Duration.ZERO);
        }
        Duration next = plan.requeueAt()
                .map(at -> Duration.between(observation.now(), at))
                .map(wait -> wait.isNegative() ? OVERDUE : wait)
                .orElse(observation.obstacle(Obstacle.Area.Routable).isPresent() ? CLAIMED : NEVER);
        Duration wait = next.compareTo(retry) < 0 ? next : retry;
        return wait.equals(NEVER) ? done : done.rescheduleAfter(wait);
    }
}
