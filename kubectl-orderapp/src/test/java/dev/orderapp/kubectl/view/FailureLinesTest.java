package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import dev.orderapp.v1.course.WarningEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureLinesTest {
    private static final FailedContainer CRASHED = new FailedContainer(
            "shop-backend-7d9f-a", "backend", "app", "OOMKilled", 137, 3, null, List.of("no pool", "stopping"), null);

    @Test
    void showsEachContainerWithItsLastLinesAndThenTheEvents() {
        AttemptFailure failure = new AttemptFailure(
                List.of(CRASHED, CRASHED.with(List.of(), "it wrote nothing")),
                List.of(new WarningEvent(
                        "2026-11-24T10:00:05Z", "Warning", "BackOff", "restarting", 4, "Pod shop-backend-7d9f-a")),
                null);

        assertEquals("""
                Last lines of container app of Pod shop-backend-7d9f-a (OOMKilled, exit code 137, 3 restarts):
                  no pool
                  stopping
                Last lines of container app of Pod shop-backend-7d9f-a (OOMKilled, exit code 137, 3 restarts):
                  (it wrote nothing)
                Warning Events:
                  2026-11-24T10:00:05Z BackOff (4 times), Pod shop-backend-7d9f-a: restarting
                """, FailureLines.of(failure));
    }

    @Test
    void ofManyLinesTheLastAreShown() {
        List<String> lines = IntStream.range(0, 20).mapToObj(i -> "line " + i).toList();

        List<String> shown = FailureLines.of(new AttemptFailure(List.of(CRASHED.with(lines, null)), null, null))
                .lines()
                .toList();

        assertEquals(6, shown.size());
        assertEquals("  line 19", shown.get(5));
    }

    @Test
    void whatSomebodyWroteIntoItSteersNoTerminal() {
        FailedContainer changed = new FailedContainer(
                "a\u001B]0;x\u0007", null, "b\n", "\u001B[2J", null, 0, null, List.of("\u001B[2Jc\u0007"), null);

        String shown = FailureLines.of(new AttemptFailure(List.of(changed), null, "\u0007"));

        assertFalse(shown.chars().anyMatch(c -> c < ' ' && c != '\n'), shown);
        assertEquals(3, shown.lines().count());
    }
}
