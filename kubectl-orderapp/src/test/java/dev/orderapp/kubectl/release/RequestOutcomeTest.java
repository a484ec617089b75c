package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Problem;
import dev.orderapp.kubectl.Shop;
import dev.orderapp.kubectl.Statuses;
import dev.orderapp.v1.OrderAppRelease;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestOutcomeTest {
    private static Facts shop(OrderAppRelease release, Map<String, ?> status) {
        return new Facts(Statuses.release(release, 1, Statuses.with(release.getStatus(), status)));
    }

    private static Facts step(Map<String, ?> status) {
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
        Request abort = Request.abort(step(Map.of()));
        assertEquals(Optional.empty(), RequestOutcome.of(step(Map.of()), abort, Request::abort));
        assertEquals(
                Optional.empty(),
                RequestOutcome.of(step(Map.of("actions", Map.of("abort", "4c21/1"))), abort, Request::abort));
    }

    @Test
    void isDoneWhenTheOperatorHasRecordedThisVeryRequest() {
        Request abort = Request.abort(step(canary(7)));
        assertEquals("7d9f/7", abort.value(), "attempts are numbered through the whole release");
        Facts after = step(Map.of("phase", "RollingBack", "actions", Map.of("abort", "7d9f/7")));
        assertEquals(Optional.of(ExitCode.DONE), code(RequestOutcome.of(after, abort, Request::abort)));
    }

    @Test
    void saysThatNothingWasDoneWhenTheReleaseMovedOn() {
        Request promote = Request.promote(step(Map.of()));
        Request abort = Request.abort(step(Map.of()));
        Facts nextStep = step(Map.of("step", 1));
        Facts failed = step(Map.of("phase", "RollingBack"));
        Facts another = step(canary(2));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(nextStep, promote, Request::promote)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(failed, promote, Request::promote)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(failed, abort, Request::abort)));
        assertEquals(Optional.of(ExitCode.SUPERSEDED), code(RequestOutcome.of(another, abort, Request::abort)));
        assertEquals(Optional.empty(), RequestOutcome.of(nextStep, abort, Request::abort));
        String sentence =
                RequestOutcome.of(failed, abort, Request::abort).orElseThrow().sentence();
        assertTrue(
                sentence.startsWith(
                        "nothing was done: the release moved on before the operator saw it; shop is RollingBack"),
                sentence);
    }

    @Test
    void aRetryIsMootWhenTheSpecAsksForAnother() {
        Facts failed = shop(Shop.rolledBack(), Map.of());
        Request retry = Request.retry(failed);
        assertEquals(Optional.empty(), RequestOutcome.of(failed, retry, Request::retry));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                code(RequestOutcome.of(shop(Shop.rolledBack(), Map.of("target", "9999")), retry, Request::retry)));
        Facts tried = shop(
                Shop.rolledBack(),
                Map.of("phase", "Preparing", "actions", Map.of("retry", "7d9f/1"), "failed", Map.of()));
        assertEquals(Optional.of(ExitCode.DONE), code(RequestOutcome.of(tried, retry, Request::retry)));
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
        Facts unnamed = step(Map.of("canary", Map.of("revision", "7d9f")));
        assertThrows(Problem.class, () -> Request.abort(unnamed));
    }
}
