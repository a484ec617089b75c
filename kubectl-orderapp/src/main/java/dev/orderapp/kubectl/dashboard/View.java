package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.Problem;
import dev.orderapp.kubectl.cluster.Surroundings;
import dev.orderapp.kubectl.release.Facts;
import dev.orderapp.kubectl.release.Request;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.kubectl.view.ReleaseTree;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OddsStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.StepSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the page is told of one release. Fields that are not known are absent.
 *
 * @param summary what the list shows
 * @param steps of the spec
 * @param heldSeconds of the current step
 * @param metrics evidence
 * @param explanation in words, as {@code kubectl orderapp explain} says it
 * @param tree as {@code kubectl orderapp get} draws it
 * @param events on the release, newest first
 * @param history outcomes, newest first
 * @param actions what may be done now
 */
record View(
        Summary summary,
        List<StepSpec> steps,
        Double heldSeconds,
        List<Metric> metrics,
        String explanation,
        String tree,
        List<Told> events,
        List<HistoryEntry> history,
        Map<String, Action> actions) {

    private static final int EVENTS = 30;

    /** A line of the list. */
    record Summary(
            String namespace,
            String name,
            String phase,
            boolean paused,
            Integer step,
            Integer weight,
            Integer observedWeight,
            RevisionStatus stable,
            RevisionStatus canary) {
        static Summary of(Facts facts) {
            Optional<OrderAppReleaseStatus> trial =
                    facts.status().filter(any -> facts.canary().isPresent());
            return new Summary(
                    facts.namespace(),
                    facts.name(),
                    facts.phase().map(Phase::name).orElse("Unseen"),
                    facts.paused(),
                    facts.is(Phase.Progressing) ? facts.stepIndex() : null,
                    trial.map(OrderAppReleaseStatus::weight).orElse(null),
                    trial.map(OrderAppReleaseStatus::observedWeight).orElse(null),
                    facts.stable().orElse(null),
                    facts.canary().orElse(null));
        }
    }

    /** Evidence of one metric, with the odds as natural logarithms. */
    record Metric(
            String name,
            String verdict,
            String message,
            Double ceiling,
            Interval canary,
            Interval stable,
            Double ratio,
            Double ratioThreshold,
            Double above,
            Double aboveThreshold) {
        static Metric of(MetricStatus m) {
            Optional<OddsStatus> ratio = Optional.ofNullable(m.ratio());
            Optional<OddsStatus> above = Optional.ofNullable(m.canaryCeiling());
            return new Metric(
                    m.name(),
                    m.verdict(),
                    m.message(),
                    m.ceiling(),
                    Interval.of(m.canary()),
                    Interval.of(m.stable()),
                    ratio.map(OddsStatus::peak).orElse(null),
                    ratio.map(OddsStatus::threshold).orElse(null),
                    above.map(OddsStatus::peak).orElse(null),
                    above.map(OddsStatus::threshold).orElse(null));
        }
    }

    /** An Event. */
    record Told(String at, String type, String reason, String message) {}

    /**
     * What may be done, and what will happen.
     *
     * @param value what the request will name: the page sends it back, so that nobody acts on what has moved on
     * @param effect in a sentence, for the confirmation
     */
    record Action(String value, String effect) {}

    static View of(Facts facts, Surroundings around, Instant now) {
        return new View(
                Summary.of(facts),
                facts.steps(),
                facts.status().map(OrderAppReleaseStatus::heldSeconds).orElse(null),
                facts.evidence().stream().map(Metric::of).toList(),
                Explanation.of(facts),
                ReleaseTree.of(facts, around, now),
                events(around),
                facts.history(),
                actions(facts));
    }

    private static List<Told> events(Surroundings around) {
        List<Told> events = around.events().stream()
                .map(e -> new Told(e.getLastTimestamp(), e.getType(), e.getReason(), e.getMessage()))
                .toList();
        List<Told> newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(EVENTS).toList();
    }

    /** Those that make sense as the release stands now. */
    static Map<String, Action> actions(Facts facts) {
        Map<String, Action> actions = new LinkedHashMap<>();
        add(actions, "promote", Request::promote, facts);
        add(actions, "abort", Request::abort, facts);
        add(actions, "retry", Request::retry, facts);
        if (facts.paused()) {
            actions.put("resume", new Action("false", "the release goes on where it was paused"));
        } else {
            actions.put(
                    "pause",
                    new Action(
                            "true",
                            "nothing starts or advances until somebody resumes; a failing canary is still taken back"));
        }
        return actions;
    }

    private static void add(Map<String, Action> actions, String name, Function<Facts, Request> request, Facts facts) {
        try {
            Request possible = request.apply(facts);
            actions.put(name, new Action(possible.value(), possible.effect()));
        } catch (Problem notNow) {
            // That it makes no sense now is the answer: the page shows no button for it.
            actions.remove(name);
        }
    }
}
