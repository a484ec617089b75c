package dev.orderapp.operator.failure;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.WarningEvent;
import dev.orderapp.v1.format.PlainText;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Warning Events about a version's objects. */
final class Warnings {
    private static final String WARNING = "Warning";

    /** Names of what is about: what Kubernetes makes for these has names that begin so. */
    private final List<String> names;

    private final Instant since;

    /** @param since earlier ones are of another attempt of this version */
    Warnings(String release, String revision, Instant since) {
        this.names = Stream.concat(
                        Arrays.stream(ComponentName.values())
                                .map(component -> Names.workload(release, component, revision)),
                        Stream.of(Names.migration(release, revision), Names.checks(release)))
                .toList();
        // Events count whole seconds.
        this.since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    private record Dated(Instant at, Event event) {}

    /** The newest of each reason and kind of object, with how often there was one, newest first. */
    List<WarningEvent> of(List<Event> events) {
        Map<List<String>, List<Dated>> alike = events.stream()
                .filter(event -> WARNING.equals(event.getType()) && isOurs(event.getInvolvedObject()))
                .map(event -> new Dated(at(event), event))
                .filter(dated -> !dated.at().isBefore(since))
                .collect(Collectors.groupingBy(dated -> List.of(
                        text(dated.event().getReason()),
                        text(dated.event().getInvolvedObject().getKind()))));
        return alike.values().stream()
                .map(Warnings::merged)
                .sorted(Comparator.comparing(WarningEvent::at).reversed())
                .limit(AttemptFailure.EVENTS)
                .toList();
    }

    private boolean isOurs(ObjectReference object) {
        return object != null
                && names.stream()
                        .anyMatch(name -> name.equals(object.getName())
                                || text(object.getName()).startsWith(name + "-"));
    }

    private static WarningEvent merged(List<Dated> alike) {
        Dated newest = alike.stream().max(Comparator.comparing(Dated::at)).orElseThrow();
        ObjectReference object = newest.event().getInvolvedObject();
        return new WarningEvent(
                newest.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                WARNING,
                PlainText.line(text(newest.event().getReason()), AttemptFailure.LONGEST),
                PlainText.line(text(newest.event().getMessage()), AttemptFailure.LONGEST),
                alike.stream().mapToInt(dated -> count(dated.event())).sum(),
                object.getKind() + " " + object.getName());
    }

    private static int count(Event event) {
        return Optional.ofNullable(event.getSeries())
                .map(EventSeries::getCount)
                .or(() -> Optional.ofNullable(event.getCount()))
                .orElse(1);
    }

    /** Events have had two notations of time; of which each recorder fills in its own. */
    private static Instant at(Event event) {
        return Stream.of(
                        Optional.ofNullable(event.getSeries())
                                .map(EventSeries::getLastObservedTime)
                                .map(MicroTime::getTime),
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime),
                        Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .flatMap(Warnings::time)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private static Stream<Instant> time(String text) {
        try {
            return Stream.of(Instant.parse(text));
        } catch (DateTimeException other) {
            return Stream.empty();
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
