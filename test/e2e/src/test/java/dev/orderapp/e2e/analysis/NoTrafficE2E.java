package dev.orderapp.e2e.analysis;

import static dev.orderapp.e2e.analysis.HoldAssertions.names;
import static dev.orderapp.e2e.analysis.ReleaseAssertions.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailedContainer;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A canary without traffic is neither good nor bad: its step waits and says for what, and it can still be aborted or rolled back. */
@Tag("cluster")
class NoTrafficE2E {
    @RegisterExtension
    static final TestInstallation installation = new TestInstallation("no-traffic", Versions.GOOD, 1);

    private static Change anotherRevision() {
        return installation.version(Versions.GOOD, Versions.GOOD).and(Change.steps(HoldAssertions.STEPS));
    }

    @Test
    void itStaysAtItsStepAndNamesWhatItWaitsForUntilItIsAborted() throws InterruptedException {
        Instant from = Instant.now();
        OrderAppReleaseStatus held = HoldAssertions.staysAtFirstStep(
                installation, installation.shop().start(anotherRevision()));
        ReleaseResult result = installation.abort("no traffic; aborted", held, from);
        assertEquals(
                Outcome.Aborted, result.outcome().outcome(), result.outcome().message());
        assertTrue(names("server-errors").test(held), () -> "no condition names a metric: " + held.conditions());
    }

    @Test
    void itIsRolledBackWhenItCrashes() throws IOException, InterruptedException {
        Instant from = Instant.now();
        String revision = installation.shop().start(anotherRevision());
        OrderAppReleaseStatus held = HoldAssertions.staysAtFirstStep(installation, revision);
        String pod = installation.shop().pods("frontend", revision).get(0);
        installation.crash(pod);
        ReleaseResult result =
                installation.shop().outcome(revision, held.stable().revision(), from, HoldAssertions.PATIENCE);
        assertRolledBack("CrashLoop", installation.ended("no traffic; crashes", Symptom.NONE, result), installation);
        assertItsLastLinesAreKept(result.outcome().attempt(), pod);
    }

    /** The Pods are gone by now, as canary.keepFailed is 0s here. */
    private static void assertItsLastLinesAreKept(int attempt, String crashed) throws InterruptedException {
        Instant end = Instant.now().plus(HoldAssertions.PATIENCE);
        while (installation.shop().failure(attempt).isEmpty() && Instant.now().isBefore(end)) {
            TimeUnit.SECONDS.sleep(1);
        }
        AttemptFailure failure = installation.shop().failure(attempt).orElseThrow();
        FailedContainer page = failure.containers().get(0);
        assertEquals(crashed, page.pod(), failure::toString);
        assertTrue(page.restarts() > 0, failure::toString);
        assertTrue(
                failure.containers().stream()
                        .anyMatch(c ->
                                "backend".equals(c.component()) && !c.lines().isEmpty()),
                failure::toString);
    }
}
