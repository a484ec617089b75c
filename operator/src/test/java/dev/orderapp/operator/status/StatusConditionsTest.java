package dev.orderapp.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.analysis.Alpha;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.FreezeWindow;
import dev.orderapp.operator.rollout.Migration;
import dev.orderapp.operator.rollout.MigrationJob;
import dev.orderapp.operator.rollout.Observation;
import dev.orderapp.operator.rollout.Progress;
import dev.orderapp.operator.rollout.Request;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.RevisionWorkloads;
import dev.orderapp.operator.rollout.Routing;
import dev.orderapp.operator.rollout.Routing.Target;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.operator.rollout.Workload;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and scripts read off the conditions. */
class StatusConditionsTest {
    private static final Sample SILENT_STABLE =
            new Sample(EventDelta.NONE, true, Optional.of("1 of 2 stable Pods can't be read"));
    private static final MetricRule RULE = new MetricRule("server-errors", 1, 0.05, 50, false, new Alpha(0.005, 0.005));

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final Observations NOW = Observations.at("2026-11-24T10:05:00.250Z");
    private static final Attempt OLD = new Attempt(Observations.OLD, 1, START);
    private static final Attempt OLDER =
            new Attempt(new Revision("older", Map.of(ComponentName.backend, "acme/backend:0"), false), 1, START);
    private static final Attempt NEW = new Attempt(Observations.NEW, 2, START);
    private static final Canary CANARY = new Canary(NEW, Optional.empty(), Optional.empty());
    private static final AttemptResult FAILED = new AttemptResult(
            OutcomeReason.AnalysisFailed.outcome(), OutcomeReason.AnalysisFailed, "server-errors: worse", START);
    private static final AttemptResult SUPERSEDED =
            new AttemptResult(OutcomeReason.Reverted.outcome(), OutcomeReason.Reverted, "asked for old again", START);
    private static final AttemptResult PROMOTED = new AttemptResult(
            OutcomeReason.AllStepsPassed.outcome(), OutcomeReason.AllStepsPassed, "all steps passed", START);

    static Stream<Arguments> rows() {
        Workload broken = new Workload(2, 0, Optional.empty(), Optional.of("Pod p waits: ImagePullBackOff"));
        Map<String, RevisionWorkloads> waiting = Map.of(
                "new",
                new RevisionWorkloads(
                        Map.of(ComponentName.backend, broken),
                        new MigrationJob(Migration.Complete, 1, Optional.empty())));
        Routing serving = new Routing(new Target(Optional.of("old"), Map.of("old", 1)), Target.NONE, Optional.empty());
        return Stream.of(
                row("no revision serves before the first one", initial(), NOW, "Available False NotStarted"),
                row(
                        "one ready Pod behind each stable Service is available",
                        stable(),
                        NOW.routed(Map.of(ComponentName.backend, serving)),
                        "Available True Serving"),
                row("an empty stable Service is not", stable(), NOW, "Available False NoReadyPods"),
                row(
                        "a next revision says whose last requests it waits for",
                        warm(),
                        NOW.asking(Observations.NEW),
                        "Settled False Pending",
                        "the spec asks for another revision, which has not started: it waits until no request comes to"
                                + " revision older any more"),
                row("a promoted revision is settled as such", stable(PROMOTED, OLD), NOW, "Settled True Promoted"),
                row(
                        "going back to the stable input settles as superseded",
                        stable(SUPERSEDED, NEW),
                        NOW,
                        "Settled True Superseded"),
                row(
                        "the stable revision is up to date after another one failed",
                        stable(FAILED, NEW),
                        NOW,
                        "Settled True UpToDate"),
                row(
                        "a failed revision is settled while the spec asks for it",
                        rolledBack(),
                        NOW.asking(Observations.NEW),
                        "Settled True RolledBack"),
                row("a paused spec leaves its new revision unsettled", stable(), pausedNew(), "Settled False Paused"),
                row(
                        "all that is wrong with the spec is told at once, with the reason of the first",
                        stable(),
                        NOW.unresolved(),
                        "Resolved False ReferenceMissing",
                        "ConfigMap settings does not exist; spec.canary.drain: \"1d\" is not a duration"),
                row(
                        "a Pod's own reason for waiting is told",
                        preparing(),
                        NOW.asking(Observations.NEW).seeing(waiting),
                        "Progressing True Preparing",
                        "revision new starts beside old; Pod p waits: ImagePullBackOff"),
                row(
                        "a step that needs approval says how to give it",
                        progressing(1, Map.of()),
                        NOW.asking(Observations.NEW).routed(gets(50)),
                        "Progressing True Progressing",
                        "revision new gets 50 % of the visitors (step 2 of 3); it ends by the annotation"
                                + " orderapp.dev/promote=new/2/1"),
                row(
                        "a weight that is not set yet is not said to be",
                        progressing(1, Map.of()),
                        NOW.asking(Observations.NEW).routed(gets(30)),
                        "Progressing True Progressing",
                        "revision new gets 30 % and is to get 50 % of the visitors (step 2 of 3); it ends by the"
                                + " annotation orderapp.dev/promote=new/2/1"),
                row(
                        "a rollback says why",
                        rollingBack(),
                        NOW.asking(Observations.NEW),
                        "Progressing True RollingBack",
                        "revision new is rolled back (the canary routes go): server-errors: worse"),
                row(
                        "a silent source is named",
                        progressing(0, Map.of("server-errors", Evidence.none())),
                        NOW.asking(Observations.NEW)
                                .bringing("server-errors", Sample.missing("2 of 2 Pods can't be read")),
                        "MetricsAvailable False SourceSilent",
                        "server-errors: 2 of 2 Pods can't be read"),
                row(
                        "a silent stable Pod is named, and keeps no step",
                        progressing(0, Map.of("server-errors", Evidence.none().plus(SILENT_STABLE, RULE))),
                        NOW.asking(Observations.NEW).bringing("server-errors", SILENT_STABLE),
                        "MetricsAvailable True Heard",
                        "every metric was read; server-errors: 1 of 2 stable Pods can't be read"),
                row(
                        "a step that only evidence keeps says what it waits for",
                        held(Duration.ofMinutes(5)),
                        NOW.asking(Observations.NEW).routed(gets(30)),
                        "Progressing True Progressing",
                        "revision new gets 30 % of the visitors (step 1 of 3); it waits for evidence: server-errors: canary 0 of"
                                + " 0, stable 0 of 0; the last measurement brought no data"),
                row(
                        "a step whose hold is not over waits for nothing else",
                        held(Duration.ofMinutes(4)),
                        NOW.asking(Observations.NEW).routed(gets(30)),
                        "Progressing True Progressing",
                        "revision new gets 30 % of the visitors (step 1 of 3)"));
    }

    private static Map<ComponentName, Routing> gets(int weight) {
        return Map.of(
                ComponentName.backend,
                new Routing(Target.NONE, Target.NONE, Optional.of(new Routing.Route("new", weight))));
    }

    private static Observations pausedNew() {
        return NOW.asking(Observations.NEW).pausedBySpec();
    }

    private static Arguments row(String name, State state, Observations observed, String... expected) {
        return Arguments.of(name, state, observed, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void saysWhatHolds(String name, State state, Observations observed, List<String> expected) {
        String type = expected.get(0).split(" ")[0];

        Condition condition = find(new StatusConditions(state, observed.from(state)).build(List.of(), 7), type);

        assertEquals(expected.get(0), type + " " + condition.getStatus() + " " + condition.getReason());
        if (expected.size() > 1) {
            assertEquals(expected.get(1), condition.getMessage());
        }
        assertEquals(7, condition.getObservedGeneration());
    }

    @Test
    void aTimeMovesOnlyWithItsStatus() {
        State state = stable();
        List<Condition> before = new StatusConditions(state, NOW.from(state)).build(List.of(), 7);
        Observations later = Observations.at("2026-11-24T11:00:00Z").pausedBySpec();

        List<Condition> after = new StatusConditions(state, later.from(state)).build(before, 8);

        assertEquals("2026-11-24T10:05:00Z", find(after, "Available").getLastTransitionTime());
        assertEquals("2026-11-24T11:00:00Z", find(after, "Paused").getLastTransitionTime());
    }

    @Test
    void whatASilentSourceSaidStaysUntilTheNextMeasurement() {
        State state = progressing(0, Map.of("server-errors", Evidence.none()));
        Observations observed = NOW.asking(Observations.NEW);
        List<Condition> before = new StatusConditions(
                        state,
                        observed.bringing("server-errors", Sample.missing("no answer"))
                                .from(state))
                .build(List.of(), 7);

        List<Condition> after = new StatusConditions(state, observed.from(state)).build(before, 7);

        assertEquals(before, after);
    }

    @Test
    void aFreezeSaysUntilWhenAndARetryInItIsNotSettled() {
        for (State state : List.of(stable(), rolledBack())) {
            Observation open = NOW.asking(Observations.NEW).from(state);
            FreezeWindow morning = new FreezeWindow(
                    Set.of(DayOfWeek.TUESDAY), LocalTime.of(10, 0), LocalTime.of(12, 0), ZoneOffset.UTC);
            Map<Action, String> retry = state.failed()
                    .map(f -> Map.of(Action.RETRY, f.revision() + "/" + f.attempt()))
                    .orElse(Map.of());
            Request request =
                    new Request(open.request().target(), open.request().settings(), false, List.of(morning), retry);
            Observation frozen =
                    new Observation(open.now(), request, state, open.cluster(), open.samples(), open.obstacles());

            Condition settled = find(new StatusConditions(state, frozen).build(List.of(), 7), "Settled");

            assertEquals("False Frozen", settled.getStatus() + " " + settled.getReason());
            assertEquals(
                    "by spec.freezeWindows nothing starts now, so new waits, until 2026-11-24T12:00:00Z",
                    settled.getMessage());
        }
    }

    private static Condition find(List<Condition> all, String type) {
        return all.stream().filter(c -> c.getType().equals(type)).findFirst().orElseThrow();
    }

    private static State initial() {
        return State.initial(START);
    }

    private static State stable(FinishedAttempt... history) {
        return state(Phase.Stable, Optional.empty(), Progress.NONE, Map.of(), List.of(history));
    }

    private static State stable(AttemptResult result, Attempt attempt) {
        return stable(new FinishedAttempt(attempt, result, START));
    }

    private static State warm() {
        State s = stable();
        return new State(
                s.phase(),
                s.since(),
                s.stable(),
                s.canary(),
                Optional.of(OLDER),
                s.failed(),
                s.progress(),
                s.evidence(),
                s.handled(),
                s.history(),
                2,
                Optional.empty());
    }

    private static State preparing() {
        return state(Phase.Preparing, Optional.of(CANARY), Progress.NONE, Map.of(), List.of());
    }

    private static State held(Duration span) {
        Progress progress = new Progress(
                0, 30, Optional.of(START), span, span, Duration.ZERO, Optional.of(START), Optional.empty());
        return state(Phase.Progressing, Optional.of(CANARY), progress, Map.of(), List.of());
    }

    private static State progressing(int step, Map<String, Evidence> evidence) {
        Progress progress = new Progress(
                step,
                step == 0 ? 30 : 50,
                Optional.of(START),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Optional.of(START),
                Optional.empty());
        return state(Phase.Progressing, Optional.of(CANARY), progress, evidence, List.of());
    }

    private static State rollingBack() {
        State s = progressing(0, Map.of());
        return new State(
                Phase.RollingBack,
                START,
                s.stable(),
                Optional.of(new Canary(
                        NEW, Optional.of(new BarrierWait(Barrier.RemovingRoute, START)), Optional.of(FAILED))),
                s.previous(),
                s.failed(),
                s.progress(),
                s.evidence(),
                s.handled(),
                s.history(),
                2,
                Optional.empty());
    }

    private static State rolledBack() {
        State s = stable();
        return new State(
                Phase.RolledBack,
                START,
                s.stable(),
                s.canary(),
                s.previous(),
                Optional.of(new FailedRevision("new", 2, FAILED)),
                s.progress(),
                s.evidence(),
                s.handled(),
                s.history(),
                2,
                Optional.empty());
    }

    private static State state(
            Phase phase,
            Optional<Canary> canary,
            Progress progress,
            Map<String, Evidence> evidence,
            List<FinishedAttempt> history) {
        return new State(
                phase,
                START,
                Optional.of(OLD),
                canary,
                Optional.empty(),
                Optional.empty(),
                progress,
                evidence,
                Map.of(),
                history,
                2,
                Optional.empty());
    }
}
