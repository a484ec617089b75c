package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What was decided so far: the part of the status that cannot be observed in the cluster.
 *
 * @param phase where the release stands
 * @param since since when
 * @param stable revision that serves; present in every phase but Initializing
 * @param canary present in Preparing, Progressing, Promoting and RollingBack
 * @param previous revision kept warm after a promotion
 * @param failed revision rolled back last
 * @param progress what was measured of the canary's step; without a canary, of the stable revision while its predecessor is warm or
 *     a shared outage is waited out
 * @param evidence the judge's running totals, by metric
 * @param checks how the checks of the last attempt went, by name
 * @param handled the last value of each action that was acted on
 * @param history finished attempts, newest first
 * @param lastAttempt number of the last attempt; attempts are numbered per release and never repeat
 * @param stableUnreadySince since when a component of the stable revision has had no ready Pod
 */
public record State(
        Phase phase,
        Instant since,
        Optional<Attempt> stable,
        Optional<Canary> canary,
        Optional<Attempt> previous,
        Optional<FailedRevision> failed,
        Progress progress,
        Map<String, Evidence> evidence,
        Map<String, CheckRun> checks,
        Map<Action, String> handled,
        List<FinishedAttempt> history,
        int lastAttempt,
        Optional<Instant> stableUnreadySince) {

    private static final int HISTORY = 10;

    /** @throws IllegalArgumentException if the phase lacks what it takes for granted */
    public State {
        evidence = Map.copyOf(evidence);
        checks = Map.copyOf(checks);
        handled = Map.copyOf(handled);
        history = List.copyOf(history);
        boolean complete =
                switch (phase) {
                    case Initializing -> true;
                    case Stable, RolledBack -> stable.isPresent();
                    case Preparing, Progressing -> stable.isPresent() && canary.isPresent();
                    case Promoting ->
                        stable.isPresent() && canary.flatMap(Canary::barrier).isPresent();
                    case RollingBack ->
                        stable.isPresent()
                                && canary.flatMap(Canary::barrier).isPresent()
                                && canary.flatMap(Canary::result).isPresent();
                };
        if (!complete) {
            throw new IllegalArgumentException("phase " + phase + " lacks what belongs to it");
        }
    }

    /** A release that was not reconciled before. */
    public static State initial(Instant now) {
        return new State(
                Phase.Initializing,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Progress.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                0,
                Optional.empty());
    }

    /** The stable revision in a phase that has one. */
    Attempt requireStable() {
        return stable.orElseThrow();
    }

    /** The canary in a phase that has one. */
    Canary requireCanary() {
        return canary.orElseThrow();
    }

    /** The barrier at which a promotion or rollback waits. */
    BarrierWait requireBarrier() {
        return canary.flatMap(Canary::barrier).orElseThrow();
    }

    /** Why a rollback was begun. */
    AttemptResult requireResult() {
        return canary.flatMap(Canary::result).orElseThrow();
    }

    /** The failure of this revision, if it is the one that was rolled back last. */
    Optional<FailedRevision> failedAs(Revision revision) {
        return failed.filter(f -> f.revision().equals(revision.id()));
    }

    /** Every revision in a role: what must be kept. */
    public Stream<Attempt> attempts() {
        return Stream.of(stable, canary.map(Canary::attempt), previous).flatMap(Optional::stream);
    }

    /** Whether a promotion or rollback waits at this barrier. */
    boolean isAt(Barrier barrier) {
        return canary.filter(c -> c.isAt(barrier)).isPresent();
    }

    /** Components that take part in the split: the visitors of a tier that the stable revision lacks can't be split. */
    Set<ComponentName> splitComponents() {
        Set<ComponentName> both = new HashSet<>();
        canary.ifPresent(c -> both.addAll(c.attempt().revision().components()));
        stable.ifPresent(s -> both.retainAll(s.revision().components()));
        return both;
    }

    /** Without what belongs to a canary. */
    State rest(Phase next, Instant now) {
        return with(s -> {
            s.phase = next;
            s.since = now;
            s.canary = Optional.empty();
            s.progress = Progress.NONE;
        });
    }

    /** An attempt is begun; a failure before it is over, and its evidence with it. */
    State preparing(Attempt attempt, Instant now) {
        return with(s -> {
            s.phase = Phase.Preparing;
            s.since = now;
            s.canary = Optional.of(Canary.starting(attempt));
            s.failed = Optional.empty();
            s.progress = Progress.NONE;
            s.evidence = Map.of();
            s.checks = Map.of();
            s.lastAttempt = attempt.number();
        });
    }

    /** The canary becomes the stable revision. */
    State promoting(Canary canary, Instant now) {
        return with(s -> {
            s.phase = Phase.Promoting;
            s.since = now;
            s.canary = Optional.of(canary.at(Barrier.SwitchingStable, now));
        });
    }

    /** An attempt ends with this result: a canary, or one that was promoted or was found without a status. */
    State rollingBack(Attempt attempt, AttemptResult result, Instant now) {
        return with(s -> {
            s.phase = Phase.RollingBack;
            s.since = now;
            s.canary = Optional.of(
                    new Canary(attempt, Optional.of(new BarrierWait(Barrier.RemovingRoute, now)), Optional.of(result)));
        });
    }

    State phase(Phase next, Instant now) {
        return with(s -> {
            s.phase = next;
            s.since = now;
        });
    }

    State barrier(Barrier next, Instant now) {
        return with(s -> s.canary = canary.map(c -> c.at(next, now)));
    }

    /** Another revision in that role, of whose Pods nothing is known yet. */
    State stable(Attempt attempt) {
        return with(s -> {
            s.stable = Optional.of(attempt);
            s.stableUnreadySince = Optional.empty();
        });
    }

    State stableUnready(Optional<Instant> instant) {
        return with(s -> s.stableUnreadySince = instant);
    }

    /** The state in which an attempt of this number has been begun. */
    State lastAttempt(int number) {
        return with(s -> s.lastAttempt = number);
    }

    State previous(Optional<Attempt> attempt) {
        return with(s -> s.previous = attempt);
    }

    State failed(Optional<FailedRevision> failure) {
        return with(s -> s.failed = failure);
    }

    State progress(Progress next) {
        return with(s -> s.progress = next);
    }

    State evidence(Map<String, Evidence> totals) {
        return with(s -> s.evidence = totals);
    }

    State checks(Map<String, CheckRun> runs) {
        return with(s -> s.checks = runs);
    }

    /** The same, but for what each measurement changes. */
    State measuredAs(State other) {
        return with(s -> {
            s.evidence = other.evidence;
            s.progress = progress.measuredAs(other.progress);
        });
    }

    State handled(Action action, String value) {
        Map<Action, String> all = new LinkedHashMap<>(handled);
        all.put(action, value);
        return with(s -> s.handled = all);
    }

    State finished(Attempt attempt, AttemptResult result, Instant now) {
        List<FinishedAttempt> all = Stream.concat(
                        Stream.of(new FinishedAttempt(attempt, result, now)), history.stream())
                .limit(HISTORY)
                .toList();
        return with(s -> s.history = all);
    }

    private State with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.state();
    }

    /** A state in which some components are changed before it is one. */
    private static final class Copy {
        private Phase phase;
        private Instant since;
        private Optional<Attempt> stable;
        private Optional<Canary> canary;
        private Optional<Attempt> previous;
        private Optional<FailedRevision> failed;
        private Progress progress;
        private Map<String, Evidence> evidence;
        private Map<String, CheckRun> checks;
        private Map<Action, String> handled;
        private List<FinishedAttempt> history;
        private int lastAttempt;
        private Optional<Instant> stableUnreadySince;

        private Copy(State state) {
            phase = state.phase;
            since = state.since;
            stable = state.stable;
            canary = state.canary;
            previous = state.previous;
            failed = state.failed;
            progress = state.progress;
            evidence = state.evidence;
            checks = state.checks;
            handled = state.handled;
            history = state.history;
            lastAttempt = state.lastAttempt;
            stableUnreadySince = state.stableUnreadySince;
        }

        private State state() {
            return new State(
                    phase,
                    since,
                    stable,
                    canary,
                    previous,
                    failed,
                    progress,
                    evidence,
                    checks,
                    handled,
                    history,
                    lastAttempt,
                    stableUnreadySince);
        }
    }
}
