package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.cluster.RelatedResources;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.kubectl.view.ReleaseTree;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
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
        static Summary of(ReleaseView facts) {
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
            Optional<EvidenceOdds> ratio = Optional.ofNullable(m.ratio());
            Optional<EvidenceOdds> above = Optional.ofNullable(m.canaryCeiling());
            return new Metric(
                    m.name(),
                    m.verdict(),
                    m.message(),
                    m.ceiling(),
                    Interval.of(m.canary()),
                    Interval.of(m.stable()),
                    ratio.map(EvidenceOdds::peak).orElse(null),
                    ratio.map(EvidenceOdds::threshold).orElse(null),
                    above.map(EvidenceOdds::peak).orElse(null),
                    above.map(EvidenceOdds::threshold).orElse(null));
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

    static View of(ReleaseView facts, RelatedResources around, Instant now) {
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

    private static List<Told> events(RelatedResources around) {
        List<Told> events = around.events().stream()
                .map(e -> new Told(e.getLastTimestamp(), e.getType(), e.getReason(), e.getMessage()))
                .toList();
        List<Told> newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(EVENTS).toList();
    }

    /** Those that make sense as the release stands now. */
    static Map<String, Action> actions(ReleaseView facts) {
        Map<String, Action> actions = new LinkedHashMap<>();
        add(actions, "promote", ActionRequest::promote, facts);
        add(actions, "abort", ActionRequest::abort, facts);
        add(actions, "retry", ActionRequest::retry, facts);
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

    private static void add(
            Map<String, Action> actions, String name, Function<ReleaseView, ActionRequest> request, ReleaseView facts) {
        try {
            ActionRequest possible = request.apply(facts);
            actions.put(name, new Action(possible.value(), possible.effect()));
        } catch (CommandException notNow) {
            // That it makes no sense now is the answer: the page shows no button for it.
            actions.remove(name);
        }
    }
}
