package dev.orderapp.operator.rollout;

import static dev.orderapp.operator.rollout.Note.normal;
import static dev.orderapp.operator.rollout.Note.warning;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.Tick;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of phases. Each call takes at most one transition, so that it is saved before anything is done about it; what
 * the cluster should then have is derived by {@link Wanted} from the saved state alone. One method per row of the table:
 *
 * <pre>
 * Initializing  available, or already serving though the status was lost         → Stable
 * Stable        a new revision that is not the failed one                        → Preparing
 * Preparing     all Pods ready, canary routes there at weight 0                  → Progressing
 * Progressing   hold over, evidence passes, approved: next step, after the last  → Promoting
 * Promoting     stable Services switched, settled, canary routes gone, drained   → Stable
 * RollingBack   stable Services back, canary routes gone, drained                → RolledBack (Superseded: Stable)
 * RolledBack    another revision, or retry                                       → Preparing
 * any canary    a danger, a deadline, a later revision                           → RollingBack
 * </pre>
 */
public final class Rollout {
    private Rollout() {}

    /** What to do about what was observed. Total: there is an answer to every observation. */
    public static Plan decide(Observation o) {
        Decision decision =
                switch (o.state().phase()) {
                    case Initializing -> initializing(o);
                    case Stable, RolledBack -> resting(o);
                    case Preparing -> preparing(o);
                    case Progressing -> progressing(o);
                    case Promoting -> promoting(o);
                    case RollingBack -> rollingBack(o);
                };
        return new Plan(
                decision.next(), Wanted.of(decision.next(), o), decision.notes(), Agenda.lookAgain(decision.next(), o));
    }

    /**
     * Whose counters decisions depend on in this state; to be read whenever {@link #isLookDue a look is due}.
     *
     * @return empty if nobody is on trial
     */
    public static Optional<Comparison> comparison(Instant now, Request request, State state) {
        return Look.comparison(now, request, state);
    }

    /** Whether the interval since the last look is over, so that the next decision counts what was read for it. */
    public static boolean isLookDue(Instant now, Request request, State state) {
        return Look.due(now, request, state);
    }

    private record Decision(State next, List<Note> notes) {
        static Decision stay(State state) {
            return new Decision(state, List.of());
        }

        static Decision to(State next, Note... notes) {
            return new Decision(next, List.of(notes));
        }
    }

    private static Decision initializing(Observation o) {
        State state = o.state();
        Optional<Adoption> running = state.stable().isEmpty() ? Adoption.of(o) : Optional.empty();
        if (running.isPresent()) {
            return adopted(running.get(), o);
        }
        Optional<Revision> target = o.request().target();
        Optional<Trial> first = state.stable();
        if (target.isPresent() && !first.map(Trial::revision).equals(target)) {
            Trial trial = new Trial(target.get(), 1, o.now());
            return Decision.to(
                    state.stable(trial).phase(Phase.Initializing, o.now()),
                    normal("Initializing", "revision " + trial.id() + " starts as the first one"));
        }
        if (first.isEmpty() || !available(o, first.get())) {
            return Decision.stay(state);
        }
        Ending ending = new Ending(
                Outcome.Promoted,
                Reason.FirstRevision,
                "the first revision is available, nothing to compare with",
                o.now());
        return Decision.to(
                state.chapter(new Chapter(first.get(), ending, o.now())).rest(Phase.Stable, o.now()),
                normal("Stable", "revision " + first.get().id() + " is available and serves everybody"));
    }

    private static Decision adopted(Adoption running, Observation o) {
        State state = running.state(o.state(), o.now());
        String message = "there is no status, but revision " + running.stable().id() + " serves: it is the stable one";
        return running.leaving().isPresent()
                ? takeBack(state, Ending.of(Reason.StatusLost, message, o.now()), o)
                : Decision.to(state, warning(Reason.StatusLost.name(), message));
    }

    /** All Pods ready and listed behind the stable Services. */
    private static boolean available(Observation o, Trial trial) {
        return o.allReady(trial.revision())
                && trial.revision().components().stream()
                        .allMatch(c -> o.cluster().routing(c).stable().servesOnly(trial.id(), o.wanted(c)));
    }

    private static Decision resting(Observation o) {
        State state = o.state();
        Trial stable = state.stable().orElseThrow();
        if (state.previous().isPresent()) {
            State seen = Look.at(o, state, stable);
            Optional<Ending> danger = Dangers.first(o, seen, stable);
            if (danger.isPresent()) {
                return takeBack(promotedBack(seen, stable), danger.get(), o);
            }
            state = seen;
        }
        Optional<Revision> target = o.request().target();
        if (target.filter(stable.revision()::equals).isPresent()) {
            return state.phase() == Phase.RolledBack
                    ? Decision.to(
                            state.failed(Optional.empty()).phase(Phase.Stable, o.now()),
                            normal("UpToDate", "the spec asks for the stable revision " + stable.id() + " again"))
                    : Decision.stay(cooled(o, state));
        }
        State rested = Recovery.at(o, state);
        return startable(o, rested)
                .filter(trial -> !o.request().paused())
                .filter(trial -> hasRoom(o, rested, trial))
                .map(trial -> start(o, trial))
                .orElseGet(() -> Decision.stay(cooled(o, rested)));
    }

    /** As if the promotion had not ended: the warm version is the stable one again, the promoted one is on trial. */
    private static State promotedBack(State state, Trial promoted) {
        return state.stable(state.previous().orElseThrow())
                .previous(Optional.empty())
                .canary(promoted)
                .progress(Progress.step(0, 100));
    }

    /** A warm version makes room first, as soon as it may go, unless it is what is asked for: then its Pods are ready already. */
    private static boolean hasRoom(Observation o, State state, Trial next) {
        return state.previous()
                .filter(warm -> !warm.revision().equals(next.revision()))
                .map(warm -> mayGo(o, state, warm))
                .orElse(true);
    }

    /** Lets the warm version go when its time is over and it may. */
    private static State cooled(Observation o, State state) {
        Duration keep = o.request().settings().timing().keepPrevious();
        return state.previous()
                        .filter(t -> !o.now().isBefore(t.since().plus(keep)))
                        .filter(t -> mayGo(o, state, t))
                        .isPresent()
                ? state.previous(Optional.empty()).progress(Progress.NONE)
                : state;
    }

    /** Nobody is served by it, and nobody has to turn back to it this very moment. */
    private static boolean mayGo(Observation o, State state, Trial warm) {
        return isUp(state) && Drain.isOver(o, o.state(), warm.since(), Tick::stable);
    }

    /** Whether no component of the revision that serves is without a ready Pod. If one is, within seconds it is up again or a danger. */
    private static boolean isUp(State state) {
        return state.progress().unreadySince().isEmpty();
    }

    /** The try that the spec asks for, unless that revision failed and nobody said retry. */
    private static Optional<Trial> startable(Observation o, State state) {
        return o.request().target().flatMap(revision -> {
            Optional<Failure> failure = state.failed().filter(f -> f.revision().equals(revision.id()));
            if (failure.isEmpty()) {
                return Optional.of(new Trial(revision, 1, o.now()));
            }
            String value = failure.get().revision() + "/" + failure.get().attempt();
            return Dangers.requested(o, Action.RETRY, value) || Recovery.complete(o, state)
                    ? Optional.of(new Trial(revision, failure.get().attempt() + 1, o.now()))
                    : Optional.empty();
        });
    }

    private static Decision start(Observation o, Trial trial) {
        State state = o.state();
        State next = state.rest(Phase.Preparing, o.now())
                .previous(Optional.empty())
                .failed(Optional.empty())
                .evidence(Map.of())
                .canary(trial);
        boolean said = state.failed()
                .filter(f -> trial.attempt() > 1)
                .filter(f -> Dangers.requested(o, Action.RETRY, f.revision() + "/" + f.attempt()))
                .isPresent();
        State counted = said ? next.handled(Action.RETRY, o.request().actions().get(Action.RETRY)) : next;
        return Decision.to(
                counted,
                normal(
                        "Preparing",
                        "revision " + trial.id() + (trial.attempt() > 1 ? ", attempt " + trial.attempt() + "," : "")
                                + " starts beside "
                                + state.stable().orElseThrow().id()));
    }

    private static Decision preparing(Observation o) {
        Trial canary = o.state().canary().orElseThrow();
        boolean mayStart = Wanted.mayStart(canary.revision(), o);
        State state = mayStart && o.state().progress().startedAt().isEmpty()
                ? o.state().progress(o.state().progress().started(o.now()))
                : o.state();
        Optional<Ending> end = Dangers.abortRequested(o, state, canary)
                .or(() -> superseded(o, canary))
                .or(() -> migrationFailed(o, canary));
        if (end.isPresent()) {
            return takeBack(state, end.get(), o);
        }
        if (o.allReady(canary.revision()) && Wanted.listed(canary, o) && Dangers.routed(o, state, canary, 0)) {
            return o.request().paused() ? Decision.stay(state) : step(o, state, 0);
        }
        return Deadlines.toStart(o, state, canary)
                .map(late -> takeBack(state, late, o))
                .orElse(Decision.stay(state));
    }

    private static Optional<Ending> migrationFailed(Observation o, Trial canary) {
        boolean failed = o.cluster().fleet(canary.id()).migration() == Migration.Failed;
        return failed
                ? Optional.of(
                        Ending.of(Reason.MigrationFailed, "the migration Job of " + canary.id() + " failed", o.now()))
                : Optional.empty();
    }

    private static Decision progressing(Observation o) {
        Trial canary = o.state().canary().orElseThrow();
        State state = Look.at(o, o.state(), canary);
        Optional<Ending> end = Dangers.first(o, state, canary).or(() -> superseded(o, canary));
        if (end.isPresent()) {
            return takeBack(state, end.get(), o);
        }
        Progress progress = state.progress();
        if (progress.startedAt().isEmpty()) {
            return Dangers.routed(o, state, canary, progress.weight())
                    ? Decision.stay(state.progress(progress.started(o.now())))
                    : Decision.stay(state);
        }
        Step step = o.request().settings().step(progress.step());
        String promote = Dangers.attempt(canary) + "/" + progress.step();
        if (Dangers.requested(o, Action.PROMOTE, promote)) {
            return mayAdvance(o, canary)
                    ? advance(o, state.handled(Action.PROMOTE, promote), "promote was requested")
                    : Decision.stay(state);
        }
        if (progress.held().compareTo(step.hold()) < 0) {
            return Decision.stay(state);
        }
        return switch (Look.passage(o, state)) {
            case OPEN ->
                step.approval() || o.request().paused()
                        ? Decision.stay(state)
                        : mayAdvance(o, canary)
                                ? advance(o, state, "held " + progress.held().toSeconds() + " s and passed")
                                : Deadlines.toAdvance(o, state, canary)
                                        .map(late -> takeBack(state, late, o))
                                        .orElse(Decision.stay(state));
            case NO_DATA -> takeBack(state, Ending.of(Reason.NoData, undecided(o, state), o.now()), o);
            case WAIT ->
                progress.held().compareTo(o.request().settings().timing().maxHold()) < 0
                        ? Decision.stay(state)
                        : takeBack(state, Ending.of(Reason.MaxHoldExceeded, undecided(o, state), o.now()), o);
        };
    }

    private static boolean mayAdvance(Observation o, Trial canary) {
        return !o.request().paused() && o.allReady(canary.revision());
    }

    private static String undecided(Observation o, State state) {
        return Look.missing(o, state) + "; no verdict after "
                + state.progress().held().toSeconds() + " s at weight "
                + state.progress().weight();
    }

    private static Decision advance(Observation o, State state, String why) {
        int index = state.progress().step();
        if (!o.request().settings().isLast(index)) {
            return step(o, state, index + 1);
        }
        Trial canary = state.canary().orElseThrow();
        return Decision.to(
                state.phase(Phase.Promoting, o.now()).barrier(Stage.SwitchingStable, o.now()),
                normal("Promoting", "the last step " + why + "; the stable Services switch to " + canary.id()));
    }

    private static Decision step(Observation o, State state, int index) {
        int weight = o.request().settings().step(index).weight();
        Map<String, Evidence> evidence = new HashMap<>(state.evidence());
        evidence.replaceAll((metric, totals) -> totals.startStep());
        return Decision.to(
                state.phase(Phase.Progressing, o.now()).evidence(evidence).progress(Progress.step(index, weight)),
                normal(
                        "StepStarted",
                        "revision " + state.canary().orElseThrow().id() + " gets " + weight
                                + " % of the visitors (step " + (index + 1) + " of "
                                + o.request().settings().steps().size() + ")"));
    }

    private static Optional<Ending> superseded(Observation o, Trial canary) {
        Optional<String> target = o.request().target().map(Revision::id).filter(id -> !id.equals(canary.id()));
        return target.map(id -> {
            boolean back = o.state().stable().map(Trial::id).filter(id::equals).isPresent();
            return back
                    ? Ending.of(Reason.Reverted, "the spec asks for the stable revision " + id + " again", o.now())
                    : Ending.of(Reason.NewerRevision, "the spec asks for revision " + id + " now", o.now());
        });
    }

    private static Decision promoting(Observation o) {
        Trial canary = o.state().canary().orElseThrow();
        State state = Look.at(o, o.state(), canary);
        Optional<Ending> danger = Dangers.first(o, state, canary);
        if (danger.isPresent()) {
            return takeBack(state, danger.get(), o);
        }
        return switch (state.barrier().orElseThrow().stage()) {
            case SwitchingStable ->
                canary.revision().components().stream()
                                .allMatch(c -> o.cluster().routing(c).stable().servesOnly(canary.id(), o.wanted(c)))
                        ? Decision.stay(state.barrier(Stage.SettlingStable, o.now()))
                        : Decision.stay(state);
            case SettlingStable ->
                drained(o) ? Decision.stay(state.barrier(Stage.RemovingRoute, o.now())) : Decision.stay(state);
            case RemovingRoute ->
                noRoutes(o) ? Decision.stay(state.barrier(Stage.Draining, o.now())) : Decision.stay(state);
            case Draining -> drained(o) && isUp(state) ? promoted(o, state, canary) : Decision.stay(state);
        };
    }

    private static Decision promoted(Observation o, State state, Trial canary) {
        Ending ending = new Ending(
                Outcome.Promoted,
                Reason.AllStepsPassed,
                "all steps passed"
                        + Optional.of(Look.summary(o, state))
                                .filter(s -> !s.isEmpty())
                                .map(s -> ": " + s)
                                .orElse(""),
                o.now());
        State next = state.chapter(new Chapter(canary, ending, o.now()))
                .rest(Phase.Stable, o.now())
                .stable(canary.from(o.now()))
                .previous(state.stable().map(t -> t.from(o.now())));
        return Decision.to(
                next, normal("Promoted", "revision " + canary.id() + " serves everybody; " + ending.message()));
    }

    /** Whether the data plane had the time it may need since the barrier was written down. */
    private static boolean drained(Observation o) {
        Instant since = o.state().barrier().orElseThrow().since();
        return !o.now().isBefore(since.plus(o.request().settings().timing().drain()));
    }

    private static boolean noRoutes(Observation o) {
        return o.cluster().routing().values().stream().allMatch(r -> r.route().isEmpty());
    }

    private static Decision takeBack(State state, Ending ending, Observation o) {
        State next = state.phase(Phase.RollingBack, o.now()).ending(ending).barrier(Stage.RemovingRoute, o.now());
        State counted = ending.reason() == Reason.AbortRequested
                ? next.handled(Action.ABORT, o.request().actions().get(Action.ABORT))
                : next;
        String message = "revision " + state.canary().orElseThrow().id() + ": " + ending.message();
        return Decision.to(
                counted,
                ending.outcome() == Outcome.Superseded
                        ? normal(ending.reason().name(), message)
                        : warning(ending.reason().name(), message));
    }

    private static Decision rollingBack(Observation o) {
        State state = o.state();
        return switch (state.barrier().orElseThrow().stage()) {
            case SwitchingStable, SettlingStable, RemovingRoute -> {
                if (!evacuated(o, state)) {
                    yield Decision.stay(state);
                }
                boolean hadTraffic = state.progress().weight() > 0;
                yield hadTraffic ? Decision.stay(state.barrier(Stage.Draining, o.now())) : takenBack(o, state);
            }
            case Draining ->
                Drain.isOver(o, state, state.barrier().orElseThrow().since(), Tick::canary)
                        ? takenBack(o, state)
                        : Decision.stay(Look.due(o.now(), o.request(), state) ? looked(o, state) : state);
        };
    }

    private static State looked(Observation o, State state) {
        return state.progress(state.progress().looked(o.now(), Duration.ZERO));
    }

    /** The stable Services list just stable Pods, at least one each, and no canary route is left. */
    private static boolean evacuated(Observation o, State state) {
        Trial stable = state.stable().orElseThrow();
        return noRoutes(o)
                && stable.revision().components().stream()
                        .allMatch(c -> o.cluster().routing(c).stable().servesOnly(stable.id(), 1));
    }

    private static Decision takenBack(Observation o, State state) {
        Trial canary = state.canary().orElseThrow();
        Ending ending = state.ending().orElseThrow();
        State told = state.chapter(new Chapter(canary, ending, o.now()));
        String stable = state.stable().orElseThrow().id();
        if (ending.outcome() == Outcome.Superseded) {
            return Decision.to(
                    told.rest(Phase.Stable, o.now()),
                    normal("Superseded", "revision " + canary.id() + " was taken back; " + ending.message()));
        }
        State rested = told.rest(Phase.RolledBack, o.now())
                .failed(Optional.of(new Failure(canary.id(), canary.attempt(), ending)));
        String again = Recovery.awaited(o.now(), o.request(), rested)
                ? " is tried once more when that version has recovered: "
                : " is not tried again by itself: ";
        return Decision.to(
                rested,
                warning(
                        "RolledBack",
                        "revision " + stable + " serves everybody; " + canary.id() + again + ending.message()));
    }
}
