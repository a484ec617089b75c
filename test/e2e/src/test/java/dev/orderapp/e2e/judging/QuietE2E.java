package dev.orderapp.e2e.judging;

import static dev.orderapp.e2e.judging.Holding.names;
import static dev.orderapp.e2e.judging.Verdicts.assertRolledBack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A canary that nobody visits is neither good nor bad: its step waits and says for what, and every other way back works. */
@Tag("cluster")
class QuietE2E {
    @RegisterExtension
    static final Stage stage = new Stage("quiet", Versions.GOOD, 1);

    private static Change anotherRevision() {
        return stage.version(Versions.GOOD, Versions.GOOD).and(Change.steps(Holding.STEPS));
    }

    @Test
    void itStaysAtItsStepAndNamesWhatItWaitsForUntilSomebodyAborts() throws InterruptedException {
        Instant from = Instant.now();
        OrderAppReleaseStatus held =
                Holding.staysAtFirstStep(stage, stage.shop().start(anotherRevision()));
        Tried tried = stage.abort("nobody visits; aborted", held, from);
        assertEquals(Outcome.Aborted, tried.outcome().outcome(), tried.outcome().message());
        assertTrue(names("server-errors").test(held), () -> "no condition names a metric: " + held.conditions());
    }

    @Test
    void itIsTakenBackWhenItCrashes() throws IOException, InterruptedException {
        Instant from = Instant.now();
        String revision = stage.shop().start(anotherRevision());
        OrderAppReleaseStatus held = Holding.staysAtFirstStep(stage, revision);
        stage.crash(stage.shop().pods("frontend", revision).get(0));
        Tried tried = stage.shop().outcome(revision, held.stable().revision(), from, Holding.PATIENCE);
        assertRolledBack("CrashLoop", stage.ended("nobody visits; crashes", Fault.NONE, tried), stage);
    }
}
