package dev.orderapp.operator.failure;

import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.FailureJson;
import dev.orderapp.v1.course.WarningEvent;
import dev.orderapp.v1.format.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How what is kept of a failure stays small. */
final class LastLines {
    private LastLines() {}

    /** The last lines of a log, oldest first. */
    static List<String> of(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - AttemptFailure.LINES), lines.size()).stream()
                .map(line -> PlainText.line(line, AttemptFailure.LONGEST))
                .toList();
    }

    /** Without the oldest lines of the containers that have most, and without the oldest Events where that is not enough. */
    static AttemptFailure bounded(AttemptFailure failure) {
        List<FailedContainer> containers = new ArrayList<>(failure.containers());
        List<WarningEvent> events = failure.events();
        AttemptFailure bounded = failure;
        while (size(bounded) > AttemptFailure.BYTES) {
            FailedContainer longest = containers.stream()
                    .max(Comparator.comparing(LastLines::characters))
                    .orElse(null);
            if (longest != null && !longest.lines().isEmpty()) {
                containers.replaceAll(c -> c == longest ? withoutOldest(c) : c);
            } else {
                events = events.subList(0, events.size() - 1);
            }
            bounded = new AttemptFailure(containers, events, failure.problem());
        }
        return bounded;
    }

    private static FailedContainer withoutOldest(FailedContainer container) {
        return container.with(container.lines().subList(1, container.lines().size()), container.problem());
    }

    private static int characters(FailedContainer container) {
        return container.lines().stream().mapToInt(String::length).sum();
    }

    private static int size(AttemptFailure failure) {
        return FailureJson.write(failure).getBytes(StandardCharsets.UTF_8).length;
    }
}
