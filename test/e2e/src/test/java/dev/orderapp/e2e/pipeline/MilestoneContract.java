package dev.orderapp.e2e.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipeline does that asks others for what Jenkins knows by itself: the last success, and whether a later push came further. */
abstract class MilestoneContract extends PipelineContract {
    /** How the log says that the last commit that was released well can't be learnt. */
    abstract String lastSuccessUnknown();

    @Test
    void aBuildThatCanNotLearnTheLastSuccessFails() throws Exception {
        environment.put("UNREACHABLE", "1");
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.FAILURE, build.ending());
        assertTrue(build.log().contains(lastSuccessUnknown()), build::log);
        assertEquals(List.of(), calls("mvn"));
    }

    @Test
    void olderCodeDoesNotReplaceWhatALaterPushReleases() throws Exception {
        String earlier = pushed("order-app/backend");
        String later = pushed("order-app/frontend");
        git("reset", "--quiet", "--hard", earlier);
        environment.put("ASKED_FOR", image("backend", later) + " " + image("frontend", later));
        Ended build = pushToMain();

        assertEquals(Ending.SUPERSEDED, build.ending(), build::log);
        assertEquals(
                "superseded: shop already asks for " + later + ", which is later than " + earlier
                        + " and has its changes",
                build.outcome());
        assertEquals(1, calls("kubectl").size());
    }

    @Test
    void aLaterPushThatTheCheckoutDoesNotKnowIsFetched() throws Exception {
        String earlier = pushed("order-app/backend");
        String later = pushed("order-app/frontend");
        originHasMain();
        String commit = git("rev-parse", "HEAD");
        git("reset", "--quiet", "--hard", earlier);
        git("reflog", "expire", "--expire=now", "--all");
        git("prune", "--expire=now");
        assertFalse(
                Files.exists(workspace.resolve(".git/objects/" + commit.substring(0, 2) + "/" + commit.substring(2))));
        environment.put("ASKED_FOR", image("backend", earlier) + " " + image("frontend", later));

        Ended build = pushToMain();

        assertEquals(Ending.SUPERSEDED, build.ending(), build::log);
        assertEquals(1, calls("kubectl").size());
    }

    @Test
    void whatCanNotBeToldEndsTheBuildBeforeTheRelease() throws Exception {
        environment.put("ASKED_FOR", image("backend", "0123456789ab"));
        environment.put("GIT_TERMINAL_PROMPT", "0");
        git("config", "url." + folder.resolve("nowhere") + ".insteadOf", git("remote", "get-url", "origin"));
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.FAILURE, build.ending());
        assertTrue(build.log().contains("can't tell whether 0123456789ab, which shop asks for, is later"), build::log);
        assertEquals(1, calls("kubectl").size());
    }

    /** An image that a person chose, or that was built of a history which is gone. */
    @Test
    void anythingElseIsReplaced() throws Exception {
        pushed("order-app/backend");
        originHasMain();
        environment.put("ASKED_FOR", image("backend", "0123456789ab") + " " + image("frontend", "1.4.0"));
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(1, calls("kubectl orderapp release").size());
    }

    /** What was pushed up to now, where a fetch finds it without a network. */
    private void originHasMain() throws Exception {
        String origin = folder.resolve("origin.git").toString();
        git("clone", "--quiet", "--bare", ".", origin);
        git("config", "url." + origin + ".insteadOf", git("remote", "get-url", "origin"));
    }
}
