package dev.orderapp.operator.rollout;

import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.CheckResult;
import dev.orderapp.v1.CheckStage;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.format.DurationFormats;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Jobs that must succeed before a canary may go on. Each runs once at its stage, or once in each step. Nobody is asked where a canary takes
 * over without steps: what it replaces is worse.
 */
final class Checks {
    private Checks() {}

    /** Those that concern the canary where it stands, in the order of the spec. */
    private static List<Check> due(Observation o, State state) {
        Optional<CheckStage> stage = stage(o, state);
        return o.request().settings().checks().stream()
                .filter(check -> stage.filter(at -> at == check.at()).isPresent())
                .toList();
    }

    private static Optional<CheckStage> stage(Observation o, State state) {
        Optional<Attempt> canary = state.canary().map(Canary::attempt);
        if (canary.isEmpty() || Promotion.withoutSteps(o, canary.get()).isPresent()) {
            return Optional.empty();
        }
        boolean tookOver = state.canary().flatMap(Canary::result).isPresent();
        return switch (state.phase()) {
            case Preparing -> Optional.of(CheckStage.beforeTraffic);
            case Progressing -> Optional.of(CheckStage.step);
            case Promoting -> tookOver ? Optional.empty() : Optional.of(CheckStage.afterPromotion);
            case Initializing, Stable, RollingBack, RolledBack -> Optional.empty();
        };
    }

    /** The step that a run of this check now belongs to. */
    private static int step(Check check, State state) {
        return check.at() == CheckStage.step ? state.progress().step() : 0;
    }

    /** The state with what is seen of the Jobs of those that are due. */
    static State track(Observation o, State state) {
        Map<String, CheckRun> runs = new HashMap<>(state.checks());
        due(o, state).forEach(check -> seen(check, o, state).ifPresent(run -> runs.put(check.name(), run)));
        return runs.equals(state.checks()) ? state : state.checks(runs);
    }

    /** What a run has come to; empty where there is no Job yet. */
    private static Optional<CheckRun> seen(Check check, Observation o, State state) {
        Optional<CheckRun> known = run(check, state);
        if (known.filter(run -> run.result() != CheckResult.Running).isPresent()) {
            return known;
        }
        Optional<CheckJob> job = job(check, o, state);
        if (job.isEmpty()) {
            return known.map(run -> new CheckRun(
                    run.check(), run.step(), CheckResult.Failed, "its Job was removed before it ended", o.now()));
        }
        boolean over = job.get().isOver();
        return known.isPresent() && !over
                ? known
                : Optional.of(new CheckRun(
                        check.name(),
                        step(check, state),
                        job.get().result(),
                        job.get().result() == CheckResult.Failed ? job.get().message() : "",
                        o.now()));
    }

    private static Optional<CheckRun> run(Check check, State state) {
        return Optional.ofNullable(state.checks().get(check.name())).filter(run -> run.step() == step(check, state));
    }

    private static Optional<CheckJob> job(Check check, Observation o, State state) {
        int attempt = state.requireCanary().attempt().number();
        return o.cluster().checks().stream()
                .filter(job -> job.attempt() == attempt)
                .filter(job -> job.check().equals(check.name()) && job.step() == step(check, state))
                .findFirst();
    }

    private static boolean has(CheckResult result, Check check, State state) {
        return run(check, state).filter(run -> run.result() == result).isPresent();
    }

    /** Whether nothing that is due is left to wait for. */
    static boolean passed(Observation o, State state) {
        return due(o, state).stream().allMatch(check -> has(CheckResult.Passed, check, state));
    }

    /** The first one that failed, in a sentence. */
    static Optional<String> failed(Observation o, State state) {
        return due(o, state).stream()
                .filter(check -> has(CheckResult.Failed, check, state))
                .findFirst()
                .map(check -> "check " + check.name() + " failed: "
                        + state.checks().get(check.name()).message());
    }

    /** The first one that should run and has no Job, in a sentence. */
    static Optional<String> missing(Observation o, State state) {
        if (!mayStart(o, state)) {
            return Optional.empty();
        }
        return absent(o, state).stream()
                .findFirst()
                .map(check -> "the Job of check " + check.name() + " was not created");
    }

    private static List<Check> absent(Observation o, State state) {
        return due(o, state).stream()
                .filter(check -> run(check, state).isEmpty())
                .filter(check -> job(check, o, state).isEmpty())
                .toList();
    }

    /** Whether one runs: it has a deadline of its own. */
    static boolean isRunning(Observation o, State state) {
        return due(o, state).stream().anyMatch(check -> has(CheckResult.Running, check, state));
    }

    /** What is waited for that has not failed; empty if nothing is. */
    static Optional<Waiting> waiting(Observation o, State state, Instant deadline) {
        Optional<Check> running = due(o, state).stream()
                .filter(check -> has(CheckResult.Running, check, state))
                .findFirst();
        if (running.isPresent()) {
            CheckRun run = state.checks().get(running.get().name());
            String why = job(running.get(), o, state)
                    .map(CheckJob::message)
                    .filter(message -> !message.isEmpty())
                    .map(message -> ": " + message)
                    .orElse("");
            return Optional.of(new Waiting(
                    Waiting.Kind.Check,
                    "check " + running.get().name() + " is not done" + why + "; it may take "
                            + DurationFormats.inSentence(running.get().deadline()),
                    run.since(),
                    Optional.of(run.since().plus(running.get().limit()))));
        }
        return missing(o, state)
                .map(what -> new Waiting(
                        Waiting.Kind.Check, what + " yet" + o.refusedWrite(), state.since(), Optional.of(deadline)));
    }

    /** What should be there of their Jobs. */
    static DesiredChecks desired(State state, Observation o) {
        return new DesiredChecks(starting(state, o), kept(state, o));
    }

    private static List<DesiredChecks.Start> starting(State state, Observation o) {
        if (!mayStart(o, state)) {
            return List.of();
        }
        return absent(o, state).stream()
                .map(check -> new DesiredChecks.Start(
                        check,
                        state.requireCanary().attempt(),
                        step(check, state),
                        state.progress().weight()))
                .toList();
    }

    /** A pause holds up what would begin, except after a promotion, which it doesn't hold up either. */
    private static boolean mayStart(Observation o, State state) {
        boolean paused = o.request().paused();
        return switch (state.phase()) {
            case Preparing -> {
                Attempt canary = state.requireCanary().attempt();
                yield !paused && o.allReady(canary.revision()) && DesiredState.isListed(canary, o);
            }
            case Progressing -> !paused && state.progress().startedAt().isPresent();
            case Promoting -> state.isAt(Barrier.Draining);
            case Initializing, Stable, RollingBack, RolledBack -> false;
        };
    }

    /** Those of the canary; of one that failed only what has ended, for people to look at as long as its Pods. */
    private static Set<String> kept(State state, Observation o) {
        Optional<Integer> canary = state.canary().map(c -> c.attempt().number());
        Optional<Integer> failed = KeptFailure.attempt(state, o);
        boolean leaves = state.phase() == Phase.RollingBack;
        return o.cluster().checks().stream()
                .filter(job -> canary.filter(number -> number == job.attempt() && (!leaves || job.isOver()))
                                .isPresent()
                        || failed.filter(number -> number == job.attempt()).isPresent())
                .map(CheckJob::name)
                .collect(Collectors.toSet());
    }
}
