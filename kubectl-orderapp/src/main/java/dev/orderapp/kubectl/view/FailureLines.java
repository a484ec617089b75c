package dev.orderapp.kubectl.view;

import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.WarningEvent;
import dev.orderapp.v1.format.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was kept of an attempt that failed, for a terminal: each container with its last lines, then the Warning Events. Whoever may write
 * ConfigMaps can have changed it, so no text of it is shown as it is.
 */
public final class FailureLines {
    /** A terminal of 24 lines should not lose the sentences above. */
    private static final int SHOWN = 5;

    private FailureLines() {}

    /** Lines that end with a line feed; empty if nothing was kept. */
    public static String of(AttemptFailure failure) {
        List<String> lines = new ArrayList<>();
        failure.containers().forEach(container -> add(container, lines));
        if (!failure.events().isEmpty()) {
            lines.add("Warning Events:");
            failure.events().forEach(event -> lines.add("  " + plain(sentence(event))));
        }
        Optional.ofNullable(failure.problem()).ifPresent(problem -> lines.add("Not kept: " + plain(problem)));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void add(FailedContainer container, List<String> lines) {
        String state = Optional.ofNullable(container.reason()).orElse("unknown")
                + Optional.ofNullable(container.exitCode())
                        .map(code -> ", exit code " + code)
                        .orElse("")
                + (container.restarts() > 0 ? ", " + container.restarts() + " restarts" : "");
        lines.add(plain("Last lines of container " + container.container() + " of Pod " + container.pod() + " (" + state
                + "):"));
        List<String> written = container.lines();
        written.subList(Math.max(0, written.size() - SHOWN), written.size())
                .forEach(line -> lines.add("  " + plain(line)));
        if (written.isEmpty()) {
            lines.add("  (" + plain(Optional.ofNullable(container.problem()).orElse("none are kept")) + ")");
        }
    }

    private static String sentence(WarningEvent event) {
        return event.at() + " " + event.reason() + (event.count() > 1 ? " (" + event.count() + " times)" : "") + ", "
                + event.object() + ": " + event.message();
    }

    private static String plain(String text) {
        return PlainText.line(text, AttemptFailure.LONGEST + 200);
    }
}
