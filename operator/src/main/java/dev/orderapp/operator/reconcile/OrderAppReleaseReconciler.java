package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.apply.Applier;
import dev.orderapp.operator.apply.EventRecorder;
import dev.orderapp.operator.observe.Inventory;
import dev.orderapp.operator.observe.Observer;
import dev.orderapp.operator.observe.Snapshot;
import dev.orderapp.operator.resources.DesiredResources;
import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Plan;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.status.StatusWriter;
import dev.orderapp.operator.status.UnreadableStatusException;
import dev.orderapp.operator.telemetry.Telemetry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.contract.Names;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one release: observe → decide → save → apply → tell. */
@ControllerConfiguration(name = "orderapprelease", fieldManager = "orderapp-operator")
public final class OrderAppReleaseReconciler implements Reconciler<OrderAppRelease> {
    /** After a write that somebody else's change refused: the caches need this long to hear of it. */
    private static final Duration CONFLICT = Duration.ofMillis(100);

    /** A barrier whose time is over waits for the cluster, which the watches report; this is only to be sure. */
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    /** While another release has its host: no event tells that it has let go of it. */
    private static final Duration CLAIMED = Duration.ofSeconds(30);

    /** Longest wait after a reconcile that failed. */
    public static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private static final Duration NEVER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(OrderAppReleaseReconciler.class);

    private final EventSources sources;
    private final Observer observer;
    private final Applier effects = new Applier(System::nanoTime);
    private final EventRecorder announcements;
    private final Telemetry telemetry;

    public OrderAppReleaseReconciler(
            EventSources sources, Observer observer, EventRecorder announcements, Telemetry telemetry) {
        this.sources = sources;
        this.observer = observer;
        this.announcements = announcements;
        this.telemetry = telemetry;
        telemetry.whenGone(effects::forget);
    }

    @Override
    public List<EventSource<?, OrderAppRelease>> prepareEventSources(EventSourceContext<OrderAppRelease> context) {
        return sources.all(context);
    }

    @Override
    public UpdateControl<OrderAppRelease> reconcile(OrderAppRelease release, Context<OrderAppRelease> context) {
        try {
            return pass(release, context);
        } catch (UnreadableStatusException e) {
            return undecided(release, e, context);
        } catch (KubernetesClientException e) {
            if (isConflict(e)) {
                return UpdateControl.<OrderAppRelease>noUpdate().rescheduleAfter(CONFLICT);
            }
            throw e;
        }
    }

    /** Nothing is done about a release from whose status nothing can be decided; a status that is mended starts the next pass. */
    private UpdateControl<OrderAppRelease> undecided(
            OrderAppRelease release, UnreadableStatusException e, Context<OrderAppRelease> context) {
        UpdateControl<OrderAppRelease> done = UpdateControl.noUpdate();
        try {
            UnreadableStatus.tell(release, e.getMessage(), Instant.now(), context.getClient());
            return done;
        } catch (KubernetesClientException refused) {
            if (isConflict(refused)) {
                return done.rescheduleAfter(CONFLICT);
            }
            LOG.warn(
                    "{}: {}; it can't be told there: {}",
                    ResourceID.fromResource(release),
                    e.getMessage(),
                    refused.getMessage());
            return done.rescheduleAfter(LONGEST_RETRY);
        }
    }

    private UpdateControl<OrderAppRelease> pass(OrderAppRelease release, Context<OrderAppRelease> context) {
        Optional<Obstacle> before = effects.obstacle(release);
        Snapshot seen = observer.look(release, context).with(before);
        Observation observation = seen.observation();
        Plan plan = Rollout.decide(observation);

        OrderAppReleaseStatus status = StatusWriter.write(plan.next(), observation, release);
        effects.save(release, status, context);
        seen.saved().run();
        telemetry.stands(release, status);
        try {
            DesiredResources blueprint =
                    DesiredResources.of(release, plan.wanted(), seen.frozen(), stableIngress(release, seen));
            Applier.Result result = effects.carryOut(plan.next(), blueprint, seen.inventory(), context);
            boolean moved = result.applied() || !plan.next().equals(observation.state());
            return lookAgain(plan, observation, moved, retry(release, result, before));
        } finally {
            // Saved decisions are not made again: this is the only time to tell them, whatever became of their effects.
            plan.notes().forEach(note -> tell(release, note, observation.now()));
            effects.news(release).forEach(o -> announcements.tell(release, warning(o), observation.now()));
        }
    }

    /**
     * When to look again because of writes. What was refused is not thrown: the framework would then wait longer and longer, and
     * nobody would watch the canary meanwhile.
     */
    private Duration retry(OrderAppRelease release, Applier.Result result, Optional<Obstacle> before) {
        if (result.refused()) {
            LOG.debug("{}: something was refused", key(release));
            telemetry.failed();
        }
        if (!effects.obstacle(release).equals(before)) {
            return Duration.ZERO;
        }
        Duration next = effects.next(release).orElse(NEVER);
        return result.conflict() && CONFLICT.compareTo(next) < 0 ? CONFLICT : next;
    }

    private static EventNote warning(Obstacle obstacle) {
        return new EventNote(EventNote.Kind.Warning, obstacle.kind().name(), obstacle.message());
    }

    private void tell(OrderAppRelease release, EventNote note, Instant now) {
        announcements.tell(release, note, now);
        telemetry.decided(note);
    }

    private static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private static String key(OrderAppRelease release) {
        return release.getMetadata().getNamespace() + "/"
                + release.getMetadata().getName();
    }

    private static Optional<Ingress> stableIngress(OrderAppRelease release, Snapshot seen) {
        return Inventory.named(
                seen.inventory().ingresses(),
                Names.ingress(release.getMetadata().getName()));
    }

    private static UpdateControl<OrderAppRelease> lookAgain(
            Plan plan, Observation observation, boolean moved, Duration retry) {
        UpdateControl<OrderAppRelease> done = UpdateControl.noUpdate();
        if (moved) {
            return done.rescheduleAfter(Duration.ZERO);
        }
        Duration next = plan.lookAgain()
                .map(at -> Duration.between(observation.now(), at))
                .map(wait -> wait.isNegative() ? OVERDUE : wait)
                .orElse(observation.obstacle(Obstacle.Area.Routable).isPresent() ? CLAIMED : NEVER);
        Duration wait = next.compareTo(retry) < 0 ? next : retry;
        return wait.equals(NEVER) ? done : done.rescheduleAfter(wait);
    }
}
