package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.RelatedResources;
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
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the page shows of one release. Fields that are not known are absent; numbers that it shows as text come as text, so that the page
 * formats none.
 *
 * @param summary what the list shows
 * @param steps of the spec
 * @param held how long the current step has been held
 * @param metrics evidence
 * @param explanation in words, as {@code kubectl orderapp explain} says it
 * @param tree as {@code kubectl orderapp get} draws it
 * @param events on the release, newest first
 * @param history outcomes, newest first
 * @param actions what can be done now
 */
record ReleaseDetails(
        Summary summary,
        List<StepSpec> steps,
        String held,
        List<Metric> metrics,
        String explanation,
        String tree,
        List<ReleaseEvent> events,
        List<HistoryEntry> history,
        Map<String, PossibleAction> actions) {

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
        static Summary of(ReleaseView view) {
            Optional<OrderAppReleaseStatus> withCanary =
                    view.status().filter(any -> view.canary().isPresent());
            return new Summary(
                    view.namespace(),
                    view.name(),
                    view.phase().map(Phase::name).orElse("Unseen"),
                    view.paused(),
                    view.is(Phase.Progressing) ? view.stepIndex() : null,
                    withCanary.map(OrderAppReleaseStatus::weight).orElse(null),
                    withCanary.map(OrderAppReleaseStatus::observedWeight).orElse(null),
                    view.stable().orElse(null),
                    view.canary().orElse(null));
        }
    }

    /** Evidence of one metric. */
    record Metric(
            String name,
            String verdict,
            String message,
            Share ceiling,
            WilsonInterval canary,
            WilsonInterval stable,
            Odds ratio,
            Odds canaryCeiling) {
        static Metric of(MetricStatus m) {
            return new Metric(
                    m.name(),
                    m.verdict(),
                    m.message(),
                    Share.of(m.ceiling()),
                    WilsonInterval.of(m.canary()),
                    WilsonInterval.of(m.stable()),
                    Odds.of(m.ratio()),
                    Odds.of(m.canaryCeiling()));
        }
    }

    /**
     * A share of events.
     *
     * @param value from 0 to 1, for the drawing
     * @param text for example {@code 5 %}
     */
    record Share(double value, String text) {
        static Share of(Double value) {
            return value == null ? null : new Share(value, NumberFormats.percent(value));
        }
    }

    /**
     * Odds of one test. The natural logarithms are for the drawing.
     *
     * @param peak logarithm of the highest odds so far
     * @param threshold logarithm of the odds at which the release is rolled back
     * @param text both in words
     */
    record Odds(double peak, double threshold, String text) {
        static Odds of(EvidenceOdds odds) {
            if (odds == null || odds.peak() == null || odds.threshold() == null) {
                return null;
            }
            return new Odds(
                    odds.peak(),
                    odds.threshold(),
                    "at most " + NumberFormats.highestOdds(odds.peak()) + ", rolled back at "
                            + NumberFormats.odds(odds.threshold()));
        }
    }

    /** An Event on the release. */
    record ReleaseEvent(String at, String type, String reason, String message) {}

    /**
     * What can be done, and what will happen.
     *
     * @param value what the request will name: the page sends it back, so that nothing is done to a release that has moved on
     * @param effect in a sentence, for the confirmation
     */
    record PossibleAction(String value, String effect) {}

    static ReleaseDetails of(ReleaseView view, RelatedResources resources, Instant now) {
        return new ReleaseDetails(
                Summary.of(view),
                view.steps(),
                view.status()
                        .map(OrderAppReleaseStatus::heldSeconds)
                        .map(seconds -> DurationFormats.inSentence(Duration.ofSeconds(seconds.longValue())))
                        .orElse(null),
                view.evidence().stream().map(Metric::of).toList(),
                Explanation.of(view),
                ReleaseTree.of(view, resources, now),
                events(resources),
                view.history(),
                actions(view));
    }

    private static List<ReleaseEvent> events(RelatedResources resources) {
        List<ReleaseEvent> events = resources.events().stream()
                .map(e -> new ReleaseEvent(e.getLastTimestamp(), e.getType(), e.getReason(), e.getMessage()))
                .toList();
        List<ReleaseEvent> newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(EVENTS).toList();
    }

    /** Those that make sense in the release's current state. */
    static Map<String, PossibleAction> actions(ReleaseView view) {
        Map<String, PossibleAction> actions = new LinkedHashMap<>();
        add(actions, "promote", ActionRequest::promote, view);
        add(actions, "abort", ActionRequest::abort, view);
        add(actions, "retry", ActionRequest::retry, view);
        if (view.paused()) {
            actions.put("resume", new PossibleAction("false", "the release goes on where it was paused"));
        } else {
            actions.put(
                    "pause",
                    new PossibleAction(
                            "true",
                            "nothing starts or advances until the release is resumed; a failing canary is still rolled back"));
        }
        return actions;
    }

    private static void add(
            Map<String, PossibleAction> actions,
            String name,
            Function<ReleaseView, ActionRequest> request,
            ReleaseView view) {
        try {
            ActionRequest possible = request.apply(view);
            actions.put(name, new PossibleAction(possible.value(), possible.effect()));
        } catch (CommandException notNow) {
            // That it makes no sense now is the answer: the page shows no button for it.
            actions.remove(name);
        }
    }
}
