package dev.orderapp.operator.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.FailureJson;
import dev.orderapp.v1.course.WarningEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    @Test
    void theLastTwentyStay() {
        String log = IntStream.range(0, 50).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

        List<String> lines = LastLines.of(log + "\n\n");

        assertEquals(AttemptFailure.LINES, lines.size());
        assertEquals("line 30", lines.get(0));
        assertEquals("line 49", lines.get(19));
    }

    @Test
    void aLineCanNeitherSteerATerminalNorFillThePage() {
        List<String> lines = LastLines.of("\u001B[31mred\u001B[0m\u0007\n" + "x".repeat(5_000));

        assertEquals("red\\u0007", lines.get(0));
        assertEquals(AttemptFailure.LONGEST, lines.get(1).length());
    }

    @Test
    void whatIsTooMuchLosesItsOldestLinesFirst() {
        String line = "주".repeat(AttemptFailure.LONGEST - 3);
        AttemptFailure all = new AttemptFailure(
                IntStream.range(0, AttemptFailure.CONTAINERS)
                        .mapToObj(i -> container(
                                "pod-" + i,
                                IntStream.range(0, AttemptFailure.LINES)
                                        .mapToObj(n -> "%03d".formatted(n) + line)
                                        .toList()))
                        .toList(),
                Collections.nCopies(AttemptFailure.EVENTS, event("a sentence")),
                null);

        AttemptFailure bounded = LastLines.bounded(all);

        assertTrue(bytes(bounded) <= AttemptFailure.BYTES, bytes(bounded) + " bytes");
        assertTrue(bytes(bounded) > AttemptFailure.BYTES - 2_000, bytes(bounded) + " bytes");
        assertEquals(all.events(), bounded.events());
        bounded.containers()
                .forEach(c -> assertTrue(c.lines().get(c.lines().size() - 1).startsWith("019")));
    }

    @Test
    void eventsThatAreTooMuchLoseTheOldest() {
        AttemptFailure all = new AttemptFailure(
                List.of(container("pod", List.of())),
                Collections.nCopies(AttemptFailure.EVENTS, event("주".repeat(AttemptFailure.LONGEST))),
                null);

        AttemptFailure bounded = LastLines.bounded(all);

        assertTrue(bytes(bounded) <= AttemptFailure.BYTES);
        assertTrue(bounded.events().size() > 10);
    }

    private static int bytes(AttemptFailure failure) {
        return FailureJson.write(failure).getBytes(StandardCharsets.UTF_8).length;
    }

    private static FailedContainer container(String pod, List<String> lines) {
        return new FailedContainer(pod, "backend", "app", "Error", 1, 0, null, lines, null);
    }

    private static WarningEvent event(String message) {
        return new WarningEvent("2026-11-24T10:00:00Z", "Warning", "BackOff", message, 1, "Pod a");
    }
}
