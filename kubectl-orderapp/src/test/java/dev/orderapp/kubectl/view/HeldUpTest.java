package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.release.ActionOutcome;
import dev.orderapp.kubectl.release.ProgressLog;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people see of a version that may not start yet. */
class HeldUpTest {
    private static final Instant NOW = Instant.parse("2026-11-27T21:00:00Z");
    private static final String WHY =
            "by spec.freezeWindows nothing starts now, so 9b3e waits, until 2026-11-29T15:00:00Z";

    private static ReleaseView frozen(OrderAppRelease release) {
        release.setStatus(SampleStatuses.with(
                release.getStatus(),
                Map.of(
                        "waiting",
                        Map.of(
                                "reason",
                                "Freeze",
                                "message",
                                "by spec.freezeWindows nothing starts now, so 9b3e waits"),
                        "conditions",
                        List.of(Map.of("type", "Settled", "status", "False", "reason", "Frozen", "message", WHY)))));
        return new ReleaseView(release);
    }

    @Test
    void aListSaysThatItIsFrozen() {
        String list = ReleaseList.of(List.of(frozen(SampleReleases.promoted()).release()), NOW, Ink.PLAIN);
        assertTrue(list.contains("Stable (frozen)"), list);
    }

    @Test
    void anExplanationSaysUntilWhen() {
        assertEquals(
                "By spec.freezeWindows nothing starts now, so 9b3e waits, until 2026-11-29T15:00:00Z.",
                Explanation.of(frozen(SampleReleases.promoted()))
                        .lines()
                        .findFirst()
                        .orElseThrow());
        String failed = Explanation.of(frozen(SampleReleases.rolledBack()));
        assertTrue(failed.contains("Waits: " + WHY + ".\n"), failed);
    }

    @Test
    void aLogOfACommandThatWaitsSaysWhatFor() {
        String line =
                new ProgressLog().next(frozen(SampleReleases.promoted()), NOW).orElseThrow();
        assertTrue(line.endsWith("; " + WHY), line);
    }

    @Test
    void aRequestThatWasNotActedOnSaysWhy() {
        String message = ActionOutcome.pending(Optional.of(frozen(SampleReleases.rolledBack())), Duration.ofSeconds(30))
                .message();
        assertTrue(message.endsWith("; " + WHY), message);
    }
}
