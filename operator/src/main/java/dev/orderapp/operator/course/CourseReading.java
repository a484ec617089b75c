package dev.orderapp.operator.course;

import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.ResultStatus;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.WaitingStatus;
import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseMarker;
import dev.orderapp.v1.course.CourseMarker.Kind;
import dev.orderapp.v1.course.CourseMetric;
import dev.orderapp.v1.course.CoursePoint;
import dev.orderapp.v1.course.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one status says about the course of the attempt at work: its last measurement and the decisions that still stand. Read from what
 * was saved, so an operator that starts in the middle says the same as the one before it.
 */
public final class CourseReading {
    /** An Event's message is no longer either. */
    private static final int LONGEST_MESSAGE = 1024;

    /** The kinds of waiting that a person ends; all others are seen by phases, barriers and measurements. */
    private static final Set<String> FOR_A_PERSON = Set.of("Approval", "Pause");

    private final OrderAppReleaseStatus status;
    private final Instant start;

    private CourseReading(OrderAppReleaseStatus status, Instant start) {
        this.status = status;
        this.start = start;
    }

    /** What a status adds to the course of its canary, or of its stable revision while the one before that is still warm; empty at rest. */
    public static Optional<Course> of(OrderAppReleaseStatus status) {
        if (status.canary() != null && status.stable() != null) {
            return Optional.of(course(status, status.canary(), status.stable()));
        }
        return isWatched(status) ? Optional.of(course(status, status.stable(), status.previous())) : Optional.empty();
    }

    /**
     * What the first status after an attempt adds to its course: how it ended.
     *
     * @param course that of the attempt, of which the times count from the same start
     */
    public static Course end(Course course, OrderAppReleaseStatus status) {
        CourseReading reading = new CourseReading(status, Instant.parse(course.startedAt()));
        List<CourseMarker> markers = new ArrayList<>(reading.endings(course.attempt()));
        if (status.phase() == Phase.Stable || status.phase() == Phase.RolledBack) {
            markers.add(reading.phase());
        }
        return new Course(
                course.attempt(),
                course.revision(),
                course.from(),
                course.startedAt(),
                List.of(),
                List.of(),
                inOrder(markers));
    }

    /** After a promotion the counts go on; a revision that serves for another reason is not that attempt's. */
    private static boolean isWatched(OrderAppReleaseStatus status) {
        return status.stable() != null
                && status.previous() != null
                && Stream.ofNullable(status.history())
                        .flatMap(List::stream)
                        .findFirst()
                        .filter(last -> last.outcome() == Outcome.Promoted)
                        .filter(last -> last.attempt().equals(status.stable().attempt()))
                        .isPresent();
    }

    private static Course course(OrderAppReleaseStatus status, RevisionStatus revision, RevisionStatus from) {
        String startedAt = history(status)
                .filter(entry -> entry.attempt().equals(revision.attempt()))
                .map(HistoryEntry::startedAt)
                .findFirst()
                .orElse(revision.since());
        CourseReading reading = new CourseReading(status, Instant.parse(startedAt));
        List<MetricStatus> metrics = Stream.ofNullable(status.analysis())
                .flatMap(List::stream)
                .limit(Course.METRICS)
                .toList();
        return new Course(
                revision.attempt(),
                revision.revision(),
                from.revision(),
                startedAt,
                metrics.stream().map(CourseReading::metric).toList(),
                reading.point(metrics).stream().toList(),
                reading.markers(revision.attempt()));
    }

    private static Stream<HistoryEntry> history(OrderAppReleaseStatus status) {
        return Stream.ofNullable(status.history()).flatMap(List::stream);
    }

    private Optional<CoursePoint> point(List<MetricStatus> metrics) {
        if (metrics.isEmpty() || status.lookedAt() == null) {
            return Optional.empty();
        }
        Map<String, MetricPoint> known = new LinkedHashMap<>();
        metrics.forEach(m -> known.put(
                m.name(),
                new MetricPoint(m.canary(), m.stable(), peak(m.ratio()), peak(m.canaryCeiling()), reason(m))));
        boolean promoted = status.canary() == null;
        return Optional.of(new CoursePoint(
                seconds(status.lookedAt()),
                Optional.ofNullable(status.step()).orElse(0),
                promoted ? 100 : Optional.ofNullable(status.weight()).orElse(0),
                status.observedWeight(),
                known));
    }

    private List<CourseMarker> markers(int attempt) {
        List<CourseMarker> markers = new ArrayList<>();
        markers.add(phase());
        if (status.canary() != null && status.stepStartedAt() != null) {
            markers.add(new CourseMarker(
                    seconds(status.stepStartedAt()),
                    Kind.Step,
                    String.valueOf(status.step()),
                    status.targetWeight(),
                    null,
                    null));
        }
        if (status.stage() != null) {
            markers.add(CourseMarker.of(
                    seconds(status.stageSince()), Kind.Barrier, status.stage().name()));
        }
        Optional.ofNullable(status.waiting())
                .map(WaitingStatus::reason)
                .filter(FOR_A_PERSON::contains)
                .ifPresent(kind -> markers.add(CourseMarker.of(lookedAt(), Kind.Wait, kind)));
        Optional.ofNullable(status.ending()).map(this::ending).ifPresent(markers::add);
        markers.addAll(endings(attempt));
        return inOrder(markers);
    }

    /** The status says since when a step has waited for anything, but not since when for a person. */
    private double lookedAt() {
        return seconds(Optional.ofNullable(status.lookedAt()).orElse(status.phaseSince()));
    }

    private CourseMarker phase() {
        return CourseMarker.of(
                seconds(status.phaseSince()), Kind.Phase, status.phase().name());
    }

    private CourseMarker ending(ResultStatus result) {
        return ending(result.at(), result.reason(), result.outcome(), result.message());
    }

    /** An attempt that was promoted and then rolled back has ended twice. */
    private List<CourseMarker> endings(int attempt) {
        return history(status)
                .filter(entry -> entry.attempt() == attempt)
                .map(entry -> ending(entry.decidedAt(), entry.reason(), entry.outcome(), entry.message()))
                .toList();
    }

    private CourseMarker ending(String at, String reason, Outcome outcome, String message) {
        return new CourseMarker(seconds(at), Kind.Ending, reason, null, outcome, shortened(message));
    }

    private static List<CourseMarker> inOrder(List<CourseMarker> markers) {
        return markers.stream().sorted(CourseJoin.BY_TIME).toList();
    }

    private static String shortened(String message) {
        return message == null || message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static CourseMetric metric(MetricStatus m) {
        return new CourseMetric(
                m.name(),
                m.ceiling(),
                m.maxRatio(),
                new CourseMetric.Thresholds(threshold(m.ratio()), threshold(m.canaryCeiling())));
    }

    private static Double threshold(EvidenceOdds odds) {
        return Optional.ofNullable(odds)
                .map(EvidenceOdds::threshold)
                .map(CourseReading::hundredths)
                .orElse(null);
    }

    private static Double peak(EvidenceOdds odds) {
        return Optional.ofNullable(odds)
                .map(EvidenceOdds::peak)
                .map(CourseReading::hundredths)
                .orElse(null);
    }

    private static VerdictReason reason(MetricStatus m) {
        return Arrays.stream(VerdictReason.values())
                .filter(reason -> reason.name().equals(m.reason()))
                .findFirst()
                .orElse(null);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** Since the start, in tenths; a clock that went back tells nothing before it. */
    private double seconds(String time) {
        long millis = Duration.between(start, Instant.parse(time)).toMillis();
        return Math.max(0, Math.round(millis / 100.0) / 10.0);
    }
}
