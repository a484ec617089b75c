package dev.orderapp.e2e.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every command of the plugin as it is typed, through the real {@code kubectl}, on a shop under load. */
@Tag("cluster")
@Order(1)
@TestMethodOrder(OrderAnnotation.class)
class PluginE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("shop");

    private static final String NAME = Installation.RELEASE;

    private static Command start(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("kubectl", "orderapp"));
        all.addAll(List.of(words));
        all.addAll(List.of("-n", shop.namespace()));
        return Command.start(Optional.empty(), all.toArray(String[]::new));
    }

    /** Runs a command to its end, and returns what it said. */
    private static String run(int exitCode, String... words) throws IOException, InterruptedException {
        try (Command command = start(words)) {
            return ended(exitCode, command);
        }
    }

    private static String ended(int exitCode, Command command) throws InterruptedException {
        assertEquals(exitCode, command.exitCode(), () -> command + " said " + command.output());
        return command.output();
    }

    /** As {@link #run}, and the time to its first output stands in the timings. */
    private static String timed(String when, String... words) throws IOException, InterruptedException {
        try (Command command = start(words)) {
            String output = ended(0, command);
            shop.timings()
                    .add("`" + String.join(" ", words) + "` " + when + ", first output", command.untilFirstOutput());
            return output;
        }
    }

    private static void assertSays(String wanted, String output) {
        assertTrue(output.contains(wanted), () -> "\"" + wanted + "\" is not in: " + output);
    }

    private static OrderAppReleaseStatus await(Predicate<OrderAppReleaseStatus> wanted, String what)
            throws InterruptedException {
        return shop.shop().await(wanted, SharedShop.PATIENCE, what);
    }

    private static Predicate<OrderAppReleaseStatus> atStep(int index) {
        return s -> s.phase() == Phase.Progressing && s.step() == index && s.stepStartedAt() != null;
    }

    @Test
    @Order(1)
    void aShopAtRestIsListedAndShown() throws IOException, InterruptedException {
        assertSays(NAME + "   Stable", timed("at rest", "list"));
        assertSays(shop.namespace(), timed("at rest", "list", "-A"));
        assertSays("OrderAppRelease " + shop.namespace() + "/" + NAME + "  Stable", timed("at rest", "get", NAME));
        assertSays("Promoted", timed("at rest", "history", NAME));
        assertSays("(revision " + stable() + ")", timed("at rest", "explain", NAME));
        assertEquals("Stable", json("get", NAME).at("/status/phase").asText());
        assertEquals(NAME, json("list").at("/0/metadata/name").asText());
        assertEquals("Promoted", json("history", NAME).at("/0/outcome").asText());
    }

    private static JsonNode json(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json"));
        return Serialization.unmarshal(run(0, all.toArray(String[]::new)), JsonNode.class);
    }

    @Test
    @Order(2)
    void whatMakesNoSenseIsRefusedWithASentenceAndACode() throws IOException, InterruptedException {
        assertSays("nothing to promote", run(2, "promote", NAME));
        assertSays("nothing to abort", run(2, "abort", NAME));
        assertSays("say what to release", run(2, "release", NAME));
        assertSays("there is no OrderAppRelease \"other\"", run(7, "get", "other"));
        try (Command lost = Command.start(Optional.of(Path.of("/no/such/file")), "kubectl", "orderapp", "list")) {
            assertSays("/no/such/file", ended(2, lost));
        }
    }

    @Test
    @Order(3)
    void aGoodVersionIsWatchedPausedResumedAndPromoted() throws IOException, InterruptedException {
        shop.steps(SharedShop.HELD);
        try (Command watch = start("get", NAME, "--watch");
                Command release = start("release", NAME, "--backend", SharedShop.backend(Versions.GOOD), "--wait")) {
            await(atStep(0), "the first step");
            assertSays("1/3", timed("under load", "list"));
            String tree = timed("under load", "get", NAME);
            assertSays("1 of 3: 30 %, hold 10m  <- 30 % set", tree);
            assertSays("Deployment " + NAME + "-backend-", tree);
            assertSays("Pod " + NAME + "-backend-", tree);
            assertSays("Ingress " + NAME, tree);
            assertSays("server-errors", tree);
            assertSays("Evidence: server-errors", run(0, "explain", NAME));

            assertSays("nothing starts", run(0, "pause", NAME));
            assertSays("(paused)", run(0, "get", NAME));
            run(0, "resume", NAME);
            assertSays("gets 50 % of the visitors", timed("under load", "promote", NAME));

            assertSays("was promoted", ended(0, release));
            String seen = watch.awaitOutput(said -> said.contains(NAME + "  Stable"), "that the release is stable");
            assertSays(NAME + "  Progressing", seen);
            assertSays("<- 50 % set", seen);
            shop.timings().add("`get " + NAME + " --watch`, first output", watch.untilFirstOutput());
        }
        shop.awaitRest("rest after the good version");
    }

    @Test
    @Order(4)
    void anEarlierVersionIsWaitedForAbortedTriedAgainAndPromotedAtOnce() throws IOException, InterruptedException {
        shop.steps(SharedShop.HELD);
        String first = revisionsBefore().get(0);
        assertSays("no outcome of", run(3, "undo", NAME, "--to", first, "--steps", "--wait", "--timeout", "1s"));
        try (Command waiting = start("release", NAME, "--backend", SharedShop.backend("1.0.0"), "--wait")) {
            await(atStep(0), "the first step of " + first);
            assertSays("(revision " + first + ") is rolled back", run(0, "abort", NAME));
            assertSays("was aborted", ended(5, waiting));
        }
        await(s -> s.phase() == Phase.RolledBack, "phase RolledBack");
        assertSays("was aborted", run(0, "explain", NAME));

        assertSays("is tried once more", run(0, "retry", NAME));
        await(atStep(0), "the first step of the second attempt of " + first);
        assertSays("revision " + first + " becomes the stable version", run(0, "promote", NAME, "--full"));
        shop.awaitRest("rest after the second attempt");
        assertEquals(first, stable());

        assertSays("was promoted: undo was requested", timed("under load", "undo", NAME, "--wait"));
        shop.awaitRest("rest after undo");
        assertNotEquals(first, stable());
    }

    @Test
    @Order(5)
    void aBadVersionIsRolledBackExplainedAndUndone() throws IOException, InterruptedException {
        shop.steps(SharedShop.QUICK);
        String good = stable();
        assertSays(
                "was rolled back: server-errors",
                run(1, "release", NAME, "--backend", SharedShop.backend(Versions.ALWAYS), "--wait"));
        shop.awaitRest("rest after the bad version");

        String explanation = timed("after a rollback", "explain", NAME);
        assertSays("Why: server-errors", explanation);
        assertSays("In numbers: server-errors were", explanation);
        assertSays("(revision " + good + ") serves all visitors", explanation);
        assertSays("What to do: ", explanation);
        assertSays("RolledBack", run(0, "history", NAME));

        assertSays("(revision " + good + ") serves already", run(0, "undo", NAME, "--wait"));
        await(s -> s.phase() == Phase.Stable, "phase Stable");
    }

    private static String stable() {
        return shop.shop().timeline().last().orElseThrow().stable().revision();
    }

    /** Revisions that served before the one that serves now, newest first. */
    private static List<String> revisionsBefore() {
        return shop.shop().timeline().last().orElseThrow().history().stream()
                .map(HistoryEntry::revision)
                .filter(revision -> !revision.equals(stable()))
                .toList();
    }
}
