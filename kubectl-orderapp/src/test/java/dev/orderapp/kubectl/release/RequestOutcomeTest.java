package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Shop;
import dev.orderapp.kubectl.Statuses;
import dev.orderapp.v1.OrderAppRelease;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestOutcomeTest {
    private static ReleaseView shop(OrderAppRelease release, Map<String, ?> status) {
        return new ReleaseView(Statuses.release(release, 1, Statuses.with(release.getStatus(), status)));
    }

    private static ReleaseView step(Map<String, ?> status) {
        return shop(Shop.atFirstStep(), status);
    }

    private static Optional<ExitCode> code(Optional<RequestOutcome> outcome) {
        return outcome.map(RequestOutcome::code);
    }

    private static Map<String, ?> canary(int attempt) {
        return Map.of("canary", Map.of("revision", "7d9f", "attempt", attempt));
    }

    @Test
    void waitsWhileTheReleaseStandsWhereItStood() {
        ActionRequest abort = ActionRequest.abort(step(Map.of()));
        assertEquals(Optional.empty(), RequestOutcome.of(step(Map.of()), abort, ActionRequest::abort));
        assertEquals(
                Optional.empty(),
                RequestOutcome.of(step(Map.of("actions", Map.of("abort", "4c21/1"))), abort, ActionRequest::abort));
    }

    @Test
    void isDoneWhenTheOperatorHasRecordedThisVeryRequest() {
        ActionRequest abort = ActionRequest.abort(step(canary(7)));
        assertEquals("7d9f/7", abort.value(), "attempts are numbered through the whole release");
        ReleaseView after = step(Map.of("phase", "RollingBack", "actions", Map.of("abort", "7d9f/7")));
        assertEquals(Optional.of(ExitCode.DONE), code(RequestOutcome.of(after, abort, ActionRequest::abort)));
    }

    @Test
    void saysThatNothingWasDoneWhenTheReleaseMovedOn() {
        ActionRequest promote = ActionRequest.promote(step(Map.of()));
        ActionRequest abort = ActionRequest.abort(step(Map.of()));
        ReleaseView nextStep = step(Map.of("step", 1));
        ReleaseView failed = step(Map.of("phase", "RollingBack"));
        ReleaseView another = step(canary(2));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(nextStep, promote, ActionRequest::promote)));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(failed, promote, ActionRequest::promote)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(failed, abort, ActionRequest::abort)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(another, abort, ActionRequest::abort)));
        assertEquals(Optional.empty(), RequestOutcome.of(nextStep, abort, ActionRequest::abort));
        String sentence = RequestOutcome.of(failed, abort, ActionRequest::abort)
                .orElseThrow()
                .sentence();
        assertTrue(
                sentence.startsWith(
                        "nothing was done: the release moved on before the operator saw it; shop is RollingBack"),
                sentence);
    }

    @Test
    void aRetryIsMootWhenTheSpecAsksForAnother() {
        ReleaseView failed = shop(Shop.rolledBack(), Map.of());
        ActionRequest retry = ActionRequest.retry(failed);
        assertEquals(Optional.empty(), RequestOutcome.of(failed, retry, ActionRequest::retry));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                code(RequestOutcome.of(
                        shop(Shop.rolledBack(), Map.of("target", "9999")), retry, ActionRequest::retry)));
        ReleaseView tried = shop(
                Shop.rolledBack(),
                Map.of("phase", "Preparing", "actions", Map.of("retry", "7d9f/1"), "failed", Map.of()));
        assertEquals(Optional.of(ExitCode.DONE), code(RequestOutcome.of(tried, retry, ActionRequest::retry)));
    }

    @Test
    void whatIsPendingNamesWhatItWaitsFor() {
        RequestOutcome pending = RequestOutcome.pending(Optional.of(step(Map.of())), 30);
        assertEquals(ExitCode.TIMED_OUT, pending.code());
        assertTrue(
                pending.sentence()
                        .startsWith(
                                "the operator has not acted on it within 30 s, and may still do so: shop is Progressing, "),
                pending.sentence());
        assertFalse(pending.sentence().contains("paused"));
    }

    @Test
    void anAttemptThatIsNotNamedIsNotGuessed() {
        ReleaseView unnamed = step(Map.of("canary", Map.of("revision", "7d9f")));
        assertThrows(CommandException.class, () -> ActionRequest.abort(unnamed));
    }
}
