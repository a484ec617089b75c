package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.Judge;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.Entrance;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Area;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.Rollout;
import dev.orderapp.operator.rollout.SecondChance;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Step;
import dev.orderapp.operator.rollout.Waiting;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OnNoData;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.format.NumberFormats;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All conditions of a release, set in one place and at once. */
final class StatusConditions {
    private final State state;
    private final Observation o;

    StatusConditions(State state, Observation o) {
        this.state = state;
        this.o = o;
    }

    /** What is true or not, before it has a time. */
    private record Finding(ConditionType type, boolean holds, String reason, String message) {}

    /**
     * The conditions, each with the time at which its status last changed.
     *
     * @param before as they were saved last
     * @param generation of the spec that they are about
     */
    List<Condition> build(List<Condition> before, long generation) {
        List<Finding> findings = new ArrayList<>(List.of(available(), progressing(), settled(), paused()));
        Stream.of(Area.values()).map(this::unobstructed).forEach(findings::add);
        metricsAvailable(before).ifPresent(findings::add);
        return findings.stream().map(f -> condition(f, before, generation)).toList();
    }

    private Condition condition(Finding finding, List<Condition> before, long generation) {
        String status = finding.holds() ? "True" : "False";
        String since = last(before, finding.type())
                .filter(c -> c.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElse(Times.seconds(o.now()));
        return new ConditionBuilder()
                .withType(finding.type().name())
                .withStatus(status)
                .withReason(finding.reason())
                .withMessage(finding.message())
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    private static Optional<Condition> last(List<Condition> before, ConditionType type) {
        return before.stream().filter(c -> c.getType().equals(type.name())).findFirst();
    }

    private Finding available() {
        Optional<Revision> stable = state.stable().map(Attempt::revision);
        if (stable.isEmpty()) {
            return new Finding(ConditionType.Available, false, "NotStarted", "no revision serves yet");
        }
        Predicate<ComponentName> down =
                c -> o.cluster().routing(c).stable().ready().isEmpty();
        Entrance entrance = o.cluster().entrance();
        if (state.phase() != Phase.Initializing && !entrance.exists()) {
            return new Finding(ConditionType.Available, false, "NoIngress", entrance.message() + o.refusedWrite());
        }
        if (entrance.state() == Entrance.State.REFUSED) {
            return new Finding(ConditionType.Available, false, "RouteRefused", entrance.message());
        }
        String empty = stable.get().components().stream()
                .filter(down)
                .map(ComponentName::name)
                .sorted()
                .collect(Collectors.joining(" and of "));
        return empty.isEmpty()
                ? new Finding(ConditionType.Available, true, "Serving", "each stable Service has ready Pods")
                : new Finding(
                        ConditionType.Available,
                        false,
                        "NoReadyPods",
                        "no ready Pod behind the stable Service of " + empty);
    }

    private Finding progressing() {
        boolean moves =
                switch (state.phase()) {
                    case Initializing, Preparing, Progressing, Promoting, RollingBack -> true;
                    case Stable, RolledBack -> false;
                };
        return new Finding(ConditionType.Progressing, moves, state.phase().name(), summary());
    }

    private String summary() {
        String stable = state.stable().map(Attempt::id).orElse("none");
        return switch (state.phase()) {
            case Initializing -> "revision " + stable + " starts as the first one" + waiting(state.stable());
            case Stable, RolledBack -> "revision " + stable + " serves everybody" + waiting(state.stable());
            case Preparing -> "revision " + canary() + " starts beside " + stable + waiting(canaryAttempt());
            case Progressing -> step() + waiting(canaryAttempt());
            case Promoting -> "revision " + canary() + " becomes the stable one: " + barrier();
            case RollingBack ->
                "revision " + canary() + " is rolled back (" + barrier() + "): "
                        + state.canary()
                                .flatMap(Canary::result)
                                .map(AttemptResult::message)
                                .orElse("");
        };
    }

    private String canary() {
        return canaryAttempt().map(Attempt::id).orElse("none");
    }

    private Optional<Attempt> canaryAttempt() {
        return state.canary().map(Canary::attempt);
    }

    private String barrier() {
        return state.canary()
                .flatMap(Canary::barrier)
                .map(wait -> switch (wait.barrier()) {
                    case SwitchingStable -> "the stable Services switch to it";
                    case SettlingStable -> "the data plane follows the stable Services";
                    case RemovingRoute -> "the canary routes go";
                    case Draining -> "the data plane stops sending to the version that goes";
                })
                .orElse("");
    }

    private String step() {
        int index = state.progress().step();
        Step step = o.request().settings().step(index);
        int set = Rollout.weightSet(state, o);
        int meant = state.progress().weight();
        String gets = set == meant
                ? "gets " + NumberFormats.weight(meant)
                : "gets " + NumberFormats.weight(set) + " and is to get " + NumberFormats.weight(meant);
        String says = "revision " + canary() + " " + gets + " of the visitors (step " + (index + 1) + " of "
                + o.request().settings().steps().size() + ")" + (set == meant ? "" : o.refusedWrite());
        String value = canaryAttempt().map(a -> a.actionValue(index)).orElse("");
        return step.approval()
                ? says + "; it ends by the annotation " + Action.PROMOTE.annotation() + "=" + value + lacking(step)
                : says + lacking(step);
    }

    /** What keeps a step whose hold is over from ending. */
    private String lacking(Step step) {
        boolean holds = state.progress().held().compareTo(step.hold()) < 0;
        if (holds || o.request().settings().onNoData() != OnNoData.Hold) {
            return "";
        }
        return o.request().settings().metrics().stream()
                .map(rule -> Judge.judge(rule, state.evidence().getOrDefault(rule.name(), Evidence.none())))
                .filter(judgement -> judgement.verdict() == Verdict.INCONCLUSIVE)
                .map(judgement -> "; it waits for evidence: " + judgement.sentence())
                .findFirst()
                .orElse("");
    }

    /** What keeps Pods from starting: a Secret that is missing or an image that can't be pulled shows only there. */
    private String waiting(Optional<Attempt> attempt) {
        return attempt.map(a -> o.cluster().workloads(a.id()))
                .flatMap(workloads ->
                        workloads.trouble().or(() -> workloads.migration().waiting()))
                .map(why -> "; " + why)
                .orElse("");
    }

    private Finding settled() {
        return switch (state.phase()) {
            case Initializing, Preparing, Progressing, Promoting, RollingBack ->
                new Finding(ConditionType.Settled, false, state.phase().name(), summary());
            case RolledBack ->
                state.failed()
                        .filter(f -> o.request()
                                .target()
                                .filter(t -> t.id().equals(f.revision()))
                                .isPresent())
                        .filter(f -> heldUp().isEmpty())
                        .map(this::failed)
                        .orElseGet(this::notStarted);
            case Stable -> upToDate() ? settledStable() : notStarted();
        };
    }

    private Finding failed(FailedRevision failure) {
        String message =
                "revision " + failure.revision() + ": " + failure.result().message();
        return SecondChance.awaited(o.now(), o.request(), state)
                ? new Finding(
                        ConditionType.Settled,
                        false,
                        failure.result().reason().name(),
                        message + "; tried once more when the stable version has recovered")
                : new Finding(
                        ConditionType.Settled, true, failure.result().outcome().name(), message);
    }

    private boolean upToDate() {
        Optional<String> target = o.request().target().map(Revision::id);
        return target.isPresent() && target.equals(state.stable().map(Attempt::id));
    }

    /** The spec asks for something that is not being worked on. */
    private Finding notStarted() {
        return heldUp().or(this::blocked)
                .orElseGet(() -> new Finding(
                        ConditionType.Settled,
                        false,
                        o.request().paused() ? "Paused" : "Pending",
                        "the spec asks for another revision, which has not started" + waiting()));
    }

    /** It may not start yet, though nothing is wrong. */
    private Optional<Finding> heldUp() {
        return Waiting.of(state, o).flatMap(waiting -> switch (waiting.kind()) {
            case Freeze -> Optional.of(heldUp("Frozen", waiting));
            case Queue -> Optional.of(heldUp("Queued", waiting));
            default -> Optional.empty();
        });
    }

    private static Finding heldUp(String reason, Waiting waiting) {
        String until =
                waiting.until().map(end -> ", until " + Times.seconds(end)).orElse("");
        return new Finding(ConditionType.Settled, false, reason, waiting.message() + until);
    }

    private Optional<Finding> blocked() {
        return o.blocking()
                .map(obstacle -> new Finding(
                        ConditionType.Settled,
                        false,
                        obstacle.kind().area() == Area.Resolved
                                ? "Unresolved"
                                : obstacle.kind().name(),
                        obstacle.message()));
    }

    private String waiting() {
        return state.previous()
                .filter(warm -> !o.request().paused())
                .map(warm -> ": it waits until no request comes to revision " + warm.id() + " any more")
                .orElse("");
    }

    private Finding settledStable() {
        Optional<FinishedAttempt> last = state.history().stream().findFirst();
        Optional<FinishedAttempt> shown = last.filter(c -> c.result().outcome() == Outcome.Superseded
                || state.stable().filter(t -> t.id().equals(c.attempt().id())).isPresent());
        return shown.map(c -> new Finding(
                        ConditionType.Settled,
                        true,
                        c.result().outcome().name(),
                        "revision " + c.attempt().id() + ": " + c.result().message()))
                .orElseGet(() -> new Finding(
                        ConditionType.Settled, true, "UpToDate", "the spec asks for the revision that serves"));
    }

    private Finding paused() {
        return o.request().paused()
                ? new Finding(
                        ConditionType.Paused, true, "PausedBySpec", "spec.paused is true: nothing starts or advances")
                : new Finding(ConditionType.Paused, false, "NotPaused", "spec.paused is false");
    }

    private Finding unobstructed(Area area) {
        String clear =
                switch (area) {
                    case Resolved -> "all that the spec names was found";
                    case Applied -> "the API server has taken all that was written";
                    case Routable -> "nothing else claims the release's hosts and paths";
                };
        List<Obstacle> obstacles = o.obstacles(area);
        if (obstacles.isEmpty()) {
            return new Finding(area.condition(), true, area.name(), clear);
        }
        // All of them, so that whoever mends the first need not wait to be told the next.
        String messages = obstacles.stream().map(Obstacle::message).collect(Collectors.joining("; "));
        return new Finding(area.condition(), false, obstacles.get(0).kind().name(), messages);
    }

    /** Whether every metric's source answers; only told while a revision is judged by them. */
    private Optional<Finding> metricsAvailable(List<Condition> before) {
        boolean judging =
                switch (state.phase()) {
                    case Progressing, Promoting -> true;
                    case Stable -> state.previous().isPresent();
                    case RolledBack -> false;
                    case Initializing, Preparing, RollingBack -> false;
                };
        if (!judging || state.evidence().isEmpty()) {
            return Optional.empty();
        }
        List<String> silent = state.evidence().entrySet().stream()
                .filter(e -> !e.getValue().complete())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return Optional.of(
                silent.isEmpty()
                        ? new Finding(ConditionType.MetricsAvailable, true, "Heard", complete(before))
                        : new Finding(ConditionType.MetricsAvailable, false, "SourceSilent", problems(silent, before)));
    }

    /** That every source answered, and what is worth knowing all the same, such as a stable Pod that does not answer. */
    private String complete(List<Condition> before) {
        String all = "every metric was read";
        if (o.samples().isEmpty()) {
            return last(before, ConditionType.MetricsAvailable)
                    .filter(c -> c.getStatus().equals("True"))
                    .map(Condition::getMessage)
                    .orElse(all);
        }
        return Stream.concat(
                        Stream.of(all),
                        o.samples().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .flatMap(s ->
                                        s.getValue().problem().stream().map(problem -> named(s.getKey(), problem))))
                .collect(Collectors.joining("; "));
    }

    /** Between two measurements there are no samples: what the last one said stays. */
    private String problems(List<String> silent, List<Condition> before) {
        String now = silent.stream()
                .flatMap(name -> Optional.ofNullable(o.samples().get(name)).flatMap(Sample::problem).stream()
                        .map(problem -> named(name, problem)))
                .collect(Collectors.joining("; "));
        return now.isEmpty()
                ? last(before, ConditionType.MetricsAvailable)
                        .filter(c -> c.getStatus().equals("False"))
                        .map(Condition::getMessage)
                        .orElse("the last measurement brought no data for " + String.join(", ", silent))
                : now;
    }

    /** A source that fails as a whole names the metric itself. */
    private static String named(String metric, String problem) {
        return problem.startsWith(metric + ": ") ? problem : metric + ": " + problem;
    }
}
