package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What was decided so far: the part of the status that cannot be observed in the cluster.
 *
 * @param phase where the release stands
 * @param since since when
 * @param stable revision that serves
 * @param canary revision on trial
 * @param previous revision kept warm after a promotion
 * @param failed revision taken back last
 * @param progress the canary's way through its steps
 * @param barrier barrier of a promotion or rollback
 * @param ending how the canary's try ends, while that is being carried out
 * @param evidence the judge's running totals, by metric
 * @param handled the last value of each action that was acted on
 * @param history finished tries, newest first
 * @param attempts number of the last attempt; attempts are numbered per release and never repeat
 * @param stableUnreadySince since when a component of the stable revision has had no ready Pod
 */
public record State(
        Phase phase,
        Instant since,
        Optional<Attempt> stable,
        Optional<Attempt> canary,
        Optional<Attempt> previous,
        Optional<FailedRevision> failed,
        Progress progress,
        Optional<BarrierWait> barrier,
        Optional<AttemptResult> ending,
        Map<String, Evidence> evidence,
        Map<Action, String> handled,
        List<FinishedAttempt> history,
        int attempts,
        Optional<Instant> stableUnreadySince) {

    private static final int HISTORY = 10;

    public State {
        evidence = Map.copyOf(evidence);
        handled = Map.copyOf(handled);
        history = List.copyOf(history);
    }

    /** A release that nobody has looked at before. */
    public static State initial(Instant now) {
        return new State(
                Phase.Initializing,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Progress.NONE,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                0,
                Optional.empty());
    }

    /** Every revision in a role: what must be kept. */
    public Stream<Attempt> trials() {
        return Stream.of(stable, canary, previous).flatMap(Optional::stream);
    }

    /** Whether a promotion or rollback stands at this barrier. */
    boolean at(Barrier stage) {
        return barrier.filter(b -> b.stage() == stage).isPresent();
    }

    /** The same, without what belongs to a canary's try. */
    State rest(Phase next, Instant now) {
        return with(s -> {
            s.phase = next;
            s.since = now;
            s.canary = Optional.empty();
            s.progress = Progress.NONE;
            s.barrier = Optional.empty();
            s.ending = Optional.empty();
        });
    }

    State phase(Phase next, Instant now) {
        return with(s -> {
            s.phase = next;
            s.since = now;
        });
    }

    /** Another revision in that role, of whose Pods nothing is known yet. */
    State stable(Attempt trial) {
        return with(s -> {
            s.stable = Optional.of(trial);
            s.stableUnreadySince = Optional.empty();
        });
    }

    State stableUnready(Optional<Instant> instant) {
        return with(s -> s.stableUnreadySince = instant);
    }

    /** The state in which an attempt of this number has been begun. */
    State attempts(int last) {
        return with(s -> s.attempts = last);
    }

    State canary(Attempt trial) {
        return with(s -> s.canary = Optional.of(trial));
    }

    State previous(Optional<Attempt> trial) {
        return with(s -> s.previous = trial);
    }

    State failed(Optional<FailedRevision> failure) {
        return with(s -> s.failed = failure);
    }

    State progress(Progress next) {
        return with(s -> s.progress = next);
    }

    State barrier(Barrier stage, Instant now) {
        return with(s -> s.barrier = Optional.of(new BarrierWait(stage, now)));
    }

    State ending(AttemptResult end) {
        return with(s -> s.ending = Optional.of(end));
    }

    State evidence(Map<String, Evidence> totals) {
        return with(s -> s.evidence = totals);
    }

    State handled(Action action, String value) {
        Map<Action, String> all = new LinkedHashMap<>(handled);
        all.put(action, value);
        return with(s -> s.handled = all);
    }

    State chapter(FinishedAttempt chapter) {
        List<FinishedAttempt> all = Stream.concat(Stream.of(chapter), history.stream())
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
        private Optional<Attempt> canary;
        private Optional<Attempt> previous;
        private Optional<FailedRevision> failed;
        private Progress progress;
        private Optional<BarrierWait> barrier;
        private Optional<AttemptResult> ending;
        private Map<String, Evidence> evidence;
        private Map<Action, String> handled;
        private List<FinishedAttempt> history;
        private int attempts;
        private Optional<Instant> stableUnreadySince;

        private Copy(State state) {
            phase = state.phase;
            since = state.since;
            stable = state.stable;
            canary = state.canary;
            previous = state.previous;
            failed = state.failed;
            progress = state.progress;
            barrier = state.barrier;
            ending = state.ending;
            evidence = state.evidence;
            handled = state.handled;
            history = state.history;
            attempts = state.attempts;
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
                    barrier,
                    ending,
                    evidence,
                    handled,
                    history,
                    attempts,
                    stableUnreadySince);
        }
    }
}
