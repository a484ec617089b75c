package dev.orderapp.operator.reconcile;

import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Plan;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.Waiting;
import dev.orderapp.operator.settings.ReleaseLimits;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.WaitingStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides about one release with regard to the others: where as many are under way as may be, it is decided once more with those in
 * front of it. What starts all the same (an emergency, a rollback) is the core's to say, and counts as under way from then on.
 */
public final class ReleaseAdmission {
    private final boolean limited;
    private final ReleaseQueue queue;
    private final Consumer<ResourceID> reconcile;
    private boolean filled;

    /**
     * @param limits how many may be under way at once
     * @param reconcile starts a reconcile of a release
     */
    public ReleaseAdmission(ReleaseLimits limits, Consumer<ResourceID> reconcile) {
        this.limited = !limits.equals(ReleaseLimits.NONE);
        this.queue = new ReleaseQueue(limits);
        this.reconcile = reconcile;
    }

    /**
     * A decision.
     *
     * @param plan what was decided
     * @param observation what it was decided from
     */
    record Decided(Plan plan, Observation observation) {}

    /**
     * What to do about what was observed. {@link #saved} or {@link #giveUp} has to follow.
     *
     * @param releases all of them, as they were saved; asked for once
     */
    Decided decide(OrderAppRelease release, Observation o, Supplier<Stream<OrderAppRelease>> releases) {
        Plan plan = Rollout.decide(o);
        if (!limited) {
            return new Decided(plan, o);
        }
        fill(releases);
        boolean starts = o.state().canary().isEmpty() && plan.next().canary().isPresent();
        if (!starts) {
            return new Decided(plan, o);
        }
        Instant since = waitsSince(release).orElse(o.now());
        Optional<Observation> queued =
                queue.claim(ResourceID.fromResource(release), since).map(o::queued);
        return queued.map(behind -> new Decided(Rollout.decide(behind), behind)).orElse(new Decided(plan, o));
    }

    /** The decision is saved. */
    void saved(OrderAppRelease release, OrderAppReleaseStatus status) {
        if (limited) {
            reconcile(queue.settle(ResourceID.fromResource(release), status.canary() != null, isQueued(status)));
        }
    }

    /** Nothing was decided, or it could not be saved. */
    void giveUp(OrderAppRelease release) {
        if (limited) {
            reconcile(queue.giveUp(ResourceID.fromResource(release)));
        }
    }

    /** The release was deleted. */
    public void forget(ResourceID release) {
        if (limited) {
            reconcile(queue.forget(release));
        }
    }

    private void reconcile(Collection<ResourceID> next) {
        next.forEach(reconcile);
    }

    private synchronized void fill(Supplier<Stream<OrderAppRelease>> releases) {
        if (filled) {
            return;
        }
        releases.get().filter(release -> release.getStatus() != null).forEach(release -> {
            ResourceID id = ResourceID.fromResource(release);
            if (release.getStatus().canary() != null) {
                queue.wasUnderWay(id);
            }
            waitsSince(release).ifPresent(since -> queue.waited(id, since));
        });
        filled = true;
    }

    private static Optional<Instant> waitsSince(OrderAppRelease release) {
        return Optional.ofNullable(release.getStatus())
                .filter(ReleaseAdmission::isQueued)
                .map(OrderAppReleaseStatus::waiting)
                .map(WaitingStatus::since)
                .map(Instant::parse);
    }

    private static boolean isQueued(OrderAppReleaseStatus status) {
        return Optional.ofNullable(status.waiting())
                .filter(waiting -> Waiting.Kind.Queue.name().equals(waiting.reason()))
                .isPresent();
    }
}
