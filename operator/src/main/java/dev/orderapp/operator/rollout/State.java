package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Optional<Trial> stable,
        Optional<Trial> canary,
        Optional<Trial> previous,
        Optional<Failure> failed,
        Progress progress,
        Optional<Barrier> barrier,
        Optional<Ending> ending,
        Map<String, Evidence> evidence,
        Map<Action, String> handled,
        List<Chapter> history,
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
    public Stream<Trial> trials() {
        return Stream.of(stable, canary, previous).flatMap(Optional::stream);
    }

    /** Whether a promotion or rollback stands at this barrier. */
    boolean at(Stage stage) {
        return barrier.filter(b -> b.stage() == stage).isPresent();
    }

    /** The same, without what belongs to a canary's try. */
    State rest(Phase next, Instant now) {
        return new State(
                next,
                now,
                stable,
                Optional.empty(),
                previous,
                failed,
                Progress.NONE,
                Optional.empty(),
                Optional.empty(),
                evidence,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State phase(Phase next, Instant now) {
        return new State(
                next,
                now,
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

    /** Another revision in that role, of whose Pods nothing is known yet. */
    State stable(Trial trial) {
        return new State(
                phase,
                since,
                Optional.of(trial),
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
                Optional.empty());
    }

    State stableUnready(Optional<Instant> instant) {
        return new State(
                phase, since, stable, canary, previous, failed, progress, barrier, ending, evidence, handled, history,
                attempts, instant);
    }

    /** The state in which an attempt of this number has been begun. */
    State attempts(int last) {
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
                last,
                stableUnreadySince);
    }

    State canary(Trial trial) {
        return new State(
                phase,
                since,
                stable,
                Optional.of(trial),
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

    State previous(Optional<Trial> trial) {
        return new State(
                phase,
                since,
                stable,
                canary,
                trial,
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

    State failed(Optional<Failure> failure) {
        return new State(
                phase,
                since,
                stable,
                canary,
                previous,
                failure,
                progress,
                barrier,
                ending,
                evidence,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State progress(Progress next) {
        return new State(
                phase,
                since,
                stable,
                canary,
                previous,
                failed,
                next,
                barrier,
                ending,
                evidence,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State barrier(Stage stage, Instant now) {
        return new State(
                phase,
                since,
                stable,
                canary,
                previous,
                failed,
                progress,
                Optional.of(new Barrier(stage, now)),
                ending,
                evidence,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State ending(Ending end) {
        return new State(
                phase,
                since,
                stable,
                canary,
                previous,
                failed,
                progress,
                barrier,
                Optional.of(end),
                evidence,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State evidence(Map<String, Evidence> totals) {
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
                totals,
                handled,
                history,
                attempts,
                stableUnreadySince);
    }

    State handled(Action action, String value) {
        Map<Action, String> all = new LinkedHashMap<>(handled);
        all.put(action, value);
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
                all,
                history,
                attempts,
                stableUnreadySince);
    }

    State chapter(Chapter chapter) {
        List<Chapter> all = Stream.concat(Stream.of(chapter), history.stream())
                .limit(HISTORY)
                .toList();
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
                all,
                attempts,
                stableUnreadySince);
    }
}
