package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A course as JSON. Measurements are written as columns: a name is written once and not 120 times, and charts take them as they are. All columns are
 * as long as that of the times; null stands for what was not known. Verdicts are one letter each.
 */
public final class CourseJson {
    /** Key in the ConfigMap. */
    public static final String KEY = "course.json";
    /** Of the notation; a reader that meets a higher one is too old. */
    public static final int FORMAT = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    private static final Map<VerdictReason, Character> LETTERS = Map.of(
            VerdictReason.NotWorse, 'P',
            VerdictReason.TooFewEvents, 'T',
            VerdictReason.NoData, 'N',
            VerdictReason.ComparisonUnsound, 'U',
            VerdictReason.WorseThanStable, 'W',
            VerdictReason.AboveCeiling, 'C',
            VerdictReason.SharedOutage, 'S');
    private static final Map<Character, VerdictReason> REASONS =
            LETTERS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final char NOT_JUDGED = '-';

    private CourseJson() {}

    private record Columns(
            int format,
            int attempt,
            String revision,
            String from,
            String startedAt,
            PointColumns points,
            List<MetricColumns> metrics,
            List<CourseMarker> markers) {}

    private record PointColumns(List<Double> t, List<Integer> step, List<Integer> set, List<Integer> observed) {}

    private record CountColumns(List<Long> total, List<Long> bad) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record MetricColumns(
            String name,
            Double ceiling,
            Double maxRatio,
            CourseMetric.Thresholds rollbackAt,
            CountColumns canary,
            CountColumns stable,
            List<Double> ratio,
            List<Double> aboveCeiling,
            String verdict) {}

    /** The course as JSON. */
    public static String write(Course course) {
        List<CoursePoint> points = course.points();
        Columns columns = new Columns(
                FORMAT,
                course.attempt(),
                course.revision(),
                course.from(),
                course.startedAt(),
                new PointColumns(
                        column(points, CoursePoint::t),
                        column(points, CoursePoint::step),
                        column(points, CoursePoint::set),
                        column(points, CoursePoint::observed)),
                course.metrics().stream().map(m -> columns(m, points)).toList(),
                course.markers());
        try {
            return JSON.writeValueAsString(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The course that was written so.
     *
     * @throws IllegalArgumentException if it can't be read; the message says why
     */
    public static Course read(String json) {
        try {
            Columns columns = JSON.readValue(json, Columns.class);
            if (columns.format() > FORMAT) {
                throw new IllegalArgumentException(
                        "the course has format " + columns.format() + ": a newer version is needed to read it");
            }
            Course course = course(columns);
            if (course.points().size() > Course.POINTS
                    || course.markers().size() > Course.MARKERS
                    || course.metrics().size() > Course.METRICS) {
                throw new IllegalArgumentException(
                        "the course is longer than any that is written: somebody has changed it");
            }
            return course;
        } catch (JsonProcessingException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the course can't be read: " + e.getMessage(), e);
        }
    }

    private static MetricColumns columns(CourseMetric metric, List<CoursePoint> points) {
        List<Optional<MetricPoint>> rows = points.stream()
                .map(point -> Optional.ofNullable(point.metrics().get(metric.name())))
                .toList();
        return new MetricColumns(
                metric.name(),
                metric.ceiling(),
                metric.maxRatio(),
                metric.rollbackAt(),
                counts(rows, MetricPoint::canary),
                counts(rows, MetricPoint::stable),
                column(rows, row -> row.map(MetricPoint::ratio).orElse(null)),
                column(rows, row -> row.map(MetricPoint::aboveCeiling).orElse(null)),
                rows.stream()
                        .map(row ->
                                row.map(MetricPoint::reason).map(LETTERS::get).orElse(NOT_JUDGED))
                        .map(String::valueOf)
                        .collect(Collectors.joining()));
    }

    private static CountColumns counts(List<Optional<MetricPoint>> rows, Function<MetricPoint, EventCounts> side) {
        return new CountColumns(
                column(rows, row -> row.map(side).map(EventCounts::total).orElse(null)),
                column(rows, row -> row.map(side).map(EventCounts::bad).orElse(null)));
    }

    /** Unlike those of a stream's, its values may be null. */
    private static <R, V> List<V> column(List<R> rows, Function<R, V> value) {
        List<V> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    private static Course course(Columns columns) {
        List<CoursePoint> points = new ArrayList<>();
        for (int i = 0; i < columns.points().t().size(); i++) {
            points.add(point(columns, i));
        }
        return new Course(
                columns.attempt(),
                columns.revision(),
                columns.from(),
                columns.startedAt(),
                columns.metrics().stream()
                        .map(m -> new CourseMetric(m.name(), m.ceiling(), m.maxRatio(), m.rollbackAt()))
                        .toList(),
                points,
                // Of a kind that only another version knows.
                columns.markers().stream().filter(m -> m.kind() != null).toList());
    }

    private static CoursePoint point(Columns columns, int i) {
        Map<String, MetricPoint> metrics = new LinkedHashMap<>();
        for (MetricColumns m : columns.metrics()) {
            if (m.canary().total().get(i) != null) {
                metrics.put(
                        m.name(),
                        new MetricPoint(
                                counts(m.canary(), i),
                                counts(m.stable(), i),
                                m.ratio().get(i),
                                m.aboveCeiling().get(i),
                                REASONS.get(m.verdict().charAt(i))));
            }
        }
        PointColumns p = columns.points();
        return new CoursePoint(
                p.t().get(i), p.step().get(i), p.set().get(i), p.observed().get(i), metrics);
    }

    private static EventCounts counts(CountColumns columns, int i) {
        return new EventCounts(columns.total().get(i), columns.bad().get(i));
    }
}
