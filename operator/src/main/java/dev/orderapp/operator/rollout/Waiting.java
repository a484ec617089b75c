package dev.orderapp.operator.rollout;

import dev.orderapp.operator.rollout.FreezeWindow.Freeze;
import dev.orderapp.operator.rollout.Settings.Timing;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.contract.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a release waits for. A release that moves, or for which something else is asked, always waits for something that has a name,
 * and mostly an end. Nothing in it depends on the time alone, so that at rest it is written once.
 *
 * @param kind what sort of thing
 * @param message the same in a sentence
 * @param since since when
 * @param until when it is over by itself, or given up; empty where neither comes by time alone
 */
public record Waiting(Kind kind, String message, Instant since, Optional<Instant> until) {
    /** What may be waited for; the names are the reasons in the status. */
    public enum Kind {
        /** A spec that can be used. */
        Spec,
        /** A migration Job, of this revision or of another one. */
        Migration,
        /** Ready Pods. */
        Pods,
        /** Services whose endpoints list the Pods. */
        Endpoints,
        /** The stable Ingress or the HTTPRoute, without which no visitor comes in. */
        Ingress,
        /** Canary routes that are there, gone, or at their weight; Gateways that say so. */
        Route,
        /** The end of the step's hold. */
        Hold,
        /** Evidence that lets the step end. */
        Evidence,
        /** A person who promotes the step. */
        Approval,
        /** The end of a pause. */
        Pause,
        /** The end of the hours in which no release starts. */
        Freeze,
        /** Fewer releases that are under way at once. */
        Queue,
        /** A data plane that stops sending to a version. */
        Drain,
        /** A ready Pod of the stable revision. */
        StableRevision,
        /** A person who mends the cause and requests a retry. */
        Retry
    }

    /** What a release waits for in a saved state; empty where it has all that is asked for, or refuses it for good. */
    public static Optional<Waiting> of(State next, Observation observed) {
        Observation o = observed.in(next);
        return switch (next.phase()) {
            case Initializing -> Optional.of(new ForStart(next, o).first());
            case Preparing -> Optional.of(new ForStart(next, o).canary());
            case Progressing -> Optional.of(new ForStep(next, o).step());
            case Promoting -> Optional.of(promoting(next, o));
            case RollingBack -> Optional.of(rollingBack(next, o));
            case Stable, RolledBack -> resting(next, o);
        };
    }

    private static Waiting promoting(State state, Observation o) {
        Attempt canary = state.requireCanary().attempt();
        BarrierWait wait = state.requireBarrier();
        return switch (wait.barrier()) {
            case SwitchingStable ->
                new Waiting(
                        Kind.Endpoints,
                        "the stable Services do not list all Pods of " + canary.id() + Deadlines.trouble(o, canary),
                        wait.since(),
                        StableHealth.isDown(o) ? Optional.empty() : Optional.of(deadline(state, o)));
            case RemovingRoute -> routesGone(wait, o);
            case SettlingStable, Draining ->
                new Waiting(
                        Kind.Drain,
                        "the data plane follows the stable Services to " + canary.id(),
                        wait.since(),
                        Optional.of(wait.since().plus(timing(o).drain())));
        };
    }

    private static Waiting rollingBack(State state, Observation o) {
        BarrierWait wait = state.requireBarrier();
        Attempt stable = state.requireStable();
        if (wait.barrier() == Barrier.Draining) {
            return new Waiting(
                    Kind.Drain,
                    "the data plane stops sending to " + state.requireCanary().id(),
                    wait.since(),
                    Optional.of(Drain.latest(o, wait.since())));
        }
        if (state.progress().weight() > 0 && !o.someReady(stable.revision())) {
            return new Waiting(
                    Kind.StableRevision,
                    "the stable revision " + stable.id() + " has no ready Pod to take the visitors back"
                            + Deadlines.trouble(o, stable)
                            + ": mend it, or ask for another revision, which then takes over",
                    o.state().stableUnreadySince().orElse(wait.since()),
                    Optional.empty());
        }
        return routesGone(wait, o);
    }

    private static Waiting routesGone(BarrierWait wait, Observation o) {
        return new Waiting(Kind.Route, "the canary routes go" + o.refusedWrite(), wait.since(), Optional.empty());
    }

    private static Optional<Waiting> resting(State state, Observation o) {
        Optional<Revision> target = o.request().target();
        Attempt stable = state.requireStable();
        if (target.filter(stable.revision()::equals).isPresent()) {
            return Optional.empty();
        }
        Optional<Obstacle> blocked = o.blocking();
        if (target.isEmpty() || blocked.isPresent()) {
            return Optional.of(new Waiting(
                    Kind.Spec,
                    blocked.map(Obstacle::message).orElse("what the spec asks for can't be told"),
                    state.since(),
                    Optional.empty()));
        }
        Optional<FailedRevision> failure = state.failedAs(target.get());
        if (failure.isPresent() && Rollout.startable(o, state).isEmpty()) {
            return SecondChance.awaited(o.now(), o.request(), state)
                    ? Optional.of(new Waiting(
                            Kind.StableRevision,
                            "the stable revision " + stable.id() + " is to be as it was for a minute; then "
                                    + failure.get().revision() + " is tried once more",
                            state.since(),
                            Optional.of(
                                    failure.get().result().at().plus(timing(o).maxHold()))))
                    : Optional.empty();
        }
        if (o.request().paused()) {
            return Optional.of(paused(state));
        }
        Optional<Freeze> freeze = StartFreeze.of(o, target.get());
        if (freeze.isPresent()) {
            return Optional.of(frozen(freeze.get(), target.get(), state));
        }
        if (o.queue().isPresent()) {
            QueuePlace place = o.queue().get();
            return Optional.of(new Waiting(
                    Kind.Queue, target.get().id() + " waits " + place.reason(), place.since(), Optional.empty()));
        }
        return state.previous()
                .map(warm -> new Waiting(
                        Kind.Drain,
                        "no request may come to " + warm.id() + " any more before it makes room",
                        warm.since(),
                        Optional.of(Drain.latest(o, warm.since()))));
    }

    private static Waiting paused(State state) {
        return new Waiting(
                Kind.Pause, "spec.paused is true: set it to false to go on", state.since(), Optional.empty());
    }

    private static Waiting frozen(Freeze freeze, Revision target, State state) {
        return new Waiting(
                Kind.Freeze,
                "by spec.freezeWindows nothing starts now, so " + target.id() + " waits"
                        + (freeze.until().isPresent()
                                ? ""
                                : "; they leave no moment of the next week open: change them to let it start"),
                state.since(),
                freeze.until());
    }

    private static Instant deadline(State state, Observation o) {
        Progress progress = state.progress();
        return progress.measuredAt()
                .orElse(state.since())
                .plus(timing(o).progressDeadline())
                .minus(progress.waited());
    }

    private static Timing timing(Observation o) {
        return o.request().settings().timing();
    }

    /** What a revision waits for that has no visitors yet. */
    private record ForStart(State state, Observation o) {
        Waiting first() {
            if (state.stable().isEmpty()) {
                return waits(
                        Kind.Spec,
                        o.obstacle(Obstacle.Area.Resolved)
                                .map(Obstacle::message)
                                .orElse("what the spec asks for can't be told"),
                        false);
            }
            Attempt first = state.stable().get();
            if (o.cluster().workloads(first.id()).migration().failedIn(first)) {
                return waits(
                        Kind.Retry,
                        "the migration Job of " + first.id() + " failed: mend its cause and annotate the release with "
                                + Action.RETRY.annotation() + "=" + first.actionValue()
                                + ", or ask for another revision",
                        false);
            }
            return pods(first, false).orElseGet(() -> {
                Entrance entrance = o.cluster().entrance();
                return entrance.isOpen()
                        ? waits(Kind.Endpoints, "the stable Services do not list all Pods of " + first.id(), false)
                        : waits(
                                entrance.exists() ? Kind.Route : Kind.Ingress,
                                entrance.message() + o.refusedWrite(),
                                false);
            });
        }

        Waiting canary() {
            Attempt canary = state.requireCanary().attempt();
            if (o.request().paused()) {
                return paused(state);
            }
            return pods(canary, true)
                    .orElseGet(() -> waits(
                            Kind.Route,
                            o.cluster()
                                    .entrance()
                                    .objection()
                                    .orElseGet(() -> "the canary routes of " + canary.id() + " are not there"
                                            + o.refusedWrite()),
                            true));
        }

        private Optional<Waiting> pods(Attempt attempt, boolean ends) {
            Optional<String> other =
                    attempt.revision().migrates() ? DesiredState.otherMigration(attempt, o) : Optional.empty();
            MigrationJob own = o.cluster().workloads(attempt.id()).migration();
            if (!DesiredState.mayStart(attempt, o)) {
                return Optional.of(
                        other.isPresent()
                                ? waits(
                                        Kind.Migration,
                                        "the migration Job of revision " + other.get()
                                                + " is not over, and two never run at once",
                                        false)
                                : own.isRunning()
                                        ? waits(
                                                Kind.Migration,
                                                "the migration Job of " + attempt.id()
                                                        + " runs; it is never stopped midway",
                                                false)
                                        : waits(
                                                Kind.Migration,
                                                own.waiting()
                                                        .orElse("the migration Job of " + attempt.id()
                                                                + " is not there yet" + o.refusedWrite()),
                                                ends));
            }
            return o.allReady(attempt.revision())
                    ? Optional.empty()
                    : Optional.of(waits(
                            Kind.Pods,
                            "the Pods of " + attempt.id() + " are not ready" + Deadlines.trouble(o, attempt),
                            ends));
        }

        private Waiting waits(Kind kind, String message, boolean ends) {
            return new Waiting(kind, message, state.since(), ends ? Optional.of(deadline(state, o)) : Optional.empty());
        }
    }

    /** What a step waits for. */
    private record ForStep(State state, Observation o) {
        Waiting step() {
            Attempt canary = state.requireCanary().attempt();
            Progress progress = state.progress();
            if (o.request().paused()) {
                return paused(state);
            }
            if (progress.startedAt().isEmpty() || !o.isRouted(state, canary)) {
                return waits(
                        Kind.Route,
                        "weight " + progress.weight() + " is not set" + Deadlines.trouble(o, canary),
                        Optional.of(deadline(state, o)));
            }
            if (!Analysis.isHoldOver(o, progress)) {
                Duration left =
                        o.request().settings().step(progress.step()).hold().minus(progress.held());
                return waits(
                        Kind.Hold,
                        "the step's hold is not over",
                        progress.measuredAt().map(at -> at.plus(left)));
            }
            if (Analysis.gate(o, state) != StepGate.OPEN) {
                Duration left = timing(o).maxHold().minus(progress.undecided());
                return waits(
                        Kind.Evidence,
                        Analysis.missing(o, state),
                        progress.measuredAt().map(at -> at.plus(left)));
            }
            return Analysis.awaitsApproval(o, state, canary)
                    ? waits(
                            Kind.Approval,
                            "the step ends by the annotation " + Action.PROMOTE.annotation() + "="
                                    + canary.actionValue(progress.step()),
                            Optional.empty())
                    : waits(
                            Kind.Pods,
                            "not all Pods are ready to go on" + Deadlines.trouble(o, canary),
                            Optional.of(deadline(state, o)));
        }

        private Waiting waits(Kind kind, String message, Optional<Instant> until) {
            return new Waiting(kind, message, state.progress().startedAt().orElse(state.since()), until);
        }
    }
}
