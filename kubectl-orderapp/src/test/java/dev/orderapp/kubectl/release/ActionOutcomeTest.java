package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionOutcomeTest {
    private static ReleaseView shop(OrderAppRelease release, Map<String, ?> status) {
        return new ReleaseView(SampleStatuses.release(release, 1, SampleStatuses.with(release.getStatus(), status)));
    }

    private static ReleaseView step(Map<String, ?> status) {
        return shop(SampleReleases.atFirstStep(), status);
    }

    private static Optional<ExitCode> code(Optional<ActionOutcome> outcome) {
        return outcome.map(ActionOutcome::code);
    }

    private static Map<String, ?> canary(int attempt) {
        return Map.of("canary", Map.of("revision", "7d9f", "attempt", attempt));
    }

    @Test
    void waitsWhileTheReleaseHasNotMoved() {
        ActionRequest abort = ActionRequest.abort(step(Map.of()));
        assertEquals(Optional.empty(), ActionOutcome.of(step(Map.of()), abort, ActionRequest::abort));
        assertEquals(
                Optional.empty(),
                ActionOutcome.of(step(Map.of("actions", Map.of("abort", "4c21/1"))), abort, ActionRequest::abort));
    }

    @Test
    void isDoneWhenTheOperatorHasRecordedTheRequest() {
        ActionRequest abort = ActionRequest.abort(step(canary(7)));
        assertEquals("7d9f/7", abort.value(), "attempts are numbered through the whole release");
        ReleaseView after = step(Map.of("phase", "RollingBack", "actions", Map.of("abort", "7d9f/7")));
        assertEquals(Optional.of(ExitCode.DONE), code(ActionOutcome.of(after, abort, ActionRequest::abort)));
    }

    @Test
    void saysThatNothingWasDoneWhenTheReleaseMovedOn() {
        ActionRequest promote = ActionRequest.promote(step(Map.of()));
        ActionRequest abort = ActionRequest.abort(step(Map.of()));
        ReleaseView nextStep = step(Map.of("step", 1));
        ReleaseView failed = step(Map.of("phase", "RollingBack"));
        ReleaseView another = step(canary(2));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED), code(ActionOutcome.of(nextStep, promote, ActionRequest::promote)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(ActionOutcome.of(failed, promote, ActionRequest::promote)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(ActionOutcome.of(failed, abort, ActionRequest::abort)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(ActionOutcome.of(another, abort, ActionRequest::abort)));
        assertEquals(Optional.empty(), ActionOutcome.of(nextStep, abort, ActionRequest::abort));
        String message = ActionOutcome.of(failed, abort, ActionRequest::abort)
                .orElseThrow()
                .message();
        assertTrue(
                message.startsWith(
                        "nothing was done: the release moved on before the operator saw it; shop is RollingBack"),
                message);
    }

    @Test
    void aRetryIsSupersededWhenTheSpecAsksForAnotherRevision() {
        ReleaseView failed = shop(SampleReleases.rolledBack(), Map.of());
        ActionRequest retry = ActionRequest.retry(failed);
        assertEquals(Optional.empty(), ActionOutcome.of(failed, retry, ActionRequest::retry));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                code(ActionOutcome.of(
                        shop(SampleReleases.rolledBack(), Map.of("target", "9999")), retry, ActionRequest::retry)));
        ReleaseView tried = shop(
                SampleReleases.rolledBack(),
                Map.of("phase", "Preparing", "actions", Map.of("retry", "7d9f/1"), "failed", Map.of()));
        assertEquals(Optional.of(ExitCode.DONE), code(ActionOutcome.of(tried, retry, ActionRequest::retry)));
    }

    @Test
    void aPendingRequestSaysWhatItWaitsFor() {
        ActionOutcome pending = ActionOutcome.pending(Optional.of(step(Map.of())), Duration.ofSeconds(30));
        assertEquals(ExitCode.TIMED_OUT, pending.code());
        assertTrue(
                pending.message()
                        .startsWith(
                                "the operator has not acted on it within 30 s, and may still do so: shop is Progressing, "),
                pending.message());
        assertFalse(pending.message().contains("paused"));
    }

    @Test
    void anUnknownAttemptIsNotGuessed() {
        ReleaseView unnamed = step(Map.of("canary", Map.of("revision", "7d9f")));
        assertThrows(CommandException.class, () -> ActionRequest.abort(unnamed));
    }
}
