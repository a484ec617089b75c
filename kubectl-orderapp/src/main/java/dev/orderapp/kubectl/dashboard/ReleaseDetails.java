package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.kubectl.view.Explanation;
import dev.orderapp.kubectl.view.ReleaseTree;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.format.NumberFormats;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows of one release. Fields that are not known are absent or null; shares and odds that it shows as text come as text, so that the
 * page formats none.
 *
 * @param summary what the list shows
 * @param steps with how far each is
 * @param metrics evidence
 * @param explanation in words, as {@code kubectl orderapp explain} says it
 * @param tree as {@code kubectl orderapp get} draws it
 * @param versions that are in use, with their Pods
 * @param events on the release, newest first
 * @param history outcomes, newest first
 * @param newest what was recorded of the newest attempt; null if there was none
 * @param lookedAt when the operator measured last
 * @param actions what can be done now
 * @param forbidden kinds that may not be read
 */
record ReleaseDetails(
        ReleaseSummary summary,
        List<StepProgress> steps,
        List<Metric> metrics,
        String explanation,
        String tree,
        List<RunningVersion> versions,
        List<ReleaseEvent> events,
        List<Attempt> history,
        RecordedAttempt newest,
        String lookedAt,
        Map<String, PossibleAction> actions,
        List<String> forbidden) {

    private static final int EVENTS = 30;

    /**
     * Evidence of one metric.
     *
     * @param fewer whether good events are compared, of which the canary must not have fewer
     */
    record Metric(
            String name,
            String verdict,
            String reason,
            String message,
            boolean fewer,
            Share ceiling,
            WilsonInterval canary,
            WilsonInterval stable,
            Odds ratio,
            Odds canaryCeiling) {
        static Metric of(MetricStatus m, ReleaseView view) {
            return new Metric(
                    m.name(),
                    m.verdict(),
                    m.reason(),
                    sentence(m, view),
                    m.countsGood(),
                    Share.of(m.ceiling()),
                    compared(m, m.canary()),
                    compared(m, m.stable()),
                    Odds.of(m.ratio()),
                    Odds.of(m.canaryCeiling()));
        }

        /** Without its name, which the card says above. */
        private static String sentence(MetricStatus m, ReleaseView view) {
            return Optional.ofNullable(m.message())
                    .map(text -> VersionName.in(text, view))
                    .map(text -> text.startsWith(m.name() + ": ")
                            ? text.substring(m.name().length() + 2)
                            : text)
                    .orElse(null);
        }

        private static WilsonInterval compared(MetricStatus metric, EventCounts counts) {
            return WilsonInterval.of(counts == null ? null : new EventCounts(counts.total(), metric.compared(counts)));
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
     * @param peakText the highest odds; {@code even} where they never were above even ones
     * @param thresholdText the odds at which it is rolled back
     */
    record Odds(double peak, double threshold, String peakText, String thresholdText) {
        static Odds of(EvidenceOdds odds) {
            if (odds == null || odds.peak() == null || odds.threshold() == null) {
                return null;
            }
            return new Odds(
                    odds.peak(),
                    odds.threshold(),
                    NumberFormats.highestOdds(odds.peak()),
                    NumberFormats.odds(odds.threshold()));
        }
    }

    /** An Event. */
    record ReleaseEvent(String at, String type, String reason, String message, Integer count) {
        static ReleaseEvent of(Event e) {
            return new ReleaseEvent(e.getLastTimestamp(), e.getType(), e.getReason(), e.getMessage(), e.getCount());
        }
    }

    /**
     * An attempt that has ended.
     *
     * @param version what it is called
     * @param entry how it ended
     */
    record Attempt(String version, HistoryEntry entry) {
        static Attempt of(HistoryEntry entry) {
            return new Attempt(VersionName.of(entry.backend(), entry.frontend()).orElse(entry.revision()), entry);
        }
    }

    /**
     * @param newest what was recorded of the newest attempt
     * @param now when all of it was read
     */
    static ReleaseDetails of(
            ReleaseView view, RelatedResources resources, Optional<RecordedAttempt> newest, Instant now) {
        return new ReleaseDetails(
                ReleaseSummary.of(view, Optional.empty()),
                StepProgress.of(view, newest.flatMap(RecordedAttempt::lastStep)),
                view.evidence().stream().map(m -> Metric.of(m, view)).toList(),
                Explanation.of(view),
                ReleaseTree.of(view, resources, now),
                RunningVersion.of(view, resources),
                events(resources.events()),
                view.history().stream().map(Attempt::of).toList(),
                newest.orElse(null),
                view.status().map(OrderAppReleaseStatus::lookedAt).orElse(null),
                PossibleAction.of(view),
                resources.forbiddenKinds());
    }

    /** The same for people who may only look. */
    ReleaseDetails withoutActions() {
        return new ReleaseDetails(
                summary,
                steps,
                metrics,
                explanation,
                tree,
                versions,
                events,
                history,
                newest,
                lookedAt,
                Map.of(),
                forbidden);
    }

    private static List<ReleaseEvent> events(List<Event> oldestFirst) {
        List<ReleaseEvent> newestFirst =
                new ArrayList<>(oldestFirst.stream().map(ReleaseEvent::of).toList());
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(EVENTS).toList();
    }
}
