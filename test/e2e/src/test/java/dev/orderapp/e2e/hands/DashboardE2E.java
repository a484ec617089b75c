package dev.orderapp.e2e.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard in a real browser, during real releases; what is done and seen there stands in {@code test/e2e/dashboard.mjs}. */
@Tag("cluster")
@Order(2)
@TestMethodOrder(OrderAnnotation.class)
class DashboardE2E {
    @RegisterExtension
    static final SharedShop shop = new SharedShop("shop");

    private static Path pictures;
    private static Command dashboard;
    private static String address;

    @BeforeAll
    static void itServes() throws IOException, InterruptedException {
        pictures = Files.createDirectories(SharedShop.FOLDER.resolve("dashboard"));
        dashboard = Command.start(Optional.empty(), "kubectl", "orderapp", "dashboard", "-n", shop.namespace());
        address =
                dashboard.awaitOutput(said -> said.contains("\n"), "an address").strip();
        shop.report().add("`kubectl orderapp dashboard`, to its address", dashboard.untilFirstOutput());
    }

    @AfterAll
    static void itEnds() {
        dashboard.close();
    }

    @Test
    @Order(1)
    void aCanaryIsSeenPromotedAndAborted() throws IOException, InterruptedException {
        String revision = shop.shop()
                .start(Change.variable("HANDS", "dashboard").and(Change.steps("30/10m", "50/10m", "100/5s")));
        visit("canary");
        HistoryEntry entry =
                shop.shop().timeline().last().orElseThrow().history().get(0);
        assertEquals(revision, entry.revision());
        assertEquals(Outcome.Aborted, entry.outcome(), entry.message());
        shop.awaitRest("peace after the abort");
    }

    @Test
    @Order(2)
    void aBadVersionIsSeenBeingTakenBackWithItsNumbers() throws IOException, InterruptedException {
        shop.shop().start(Change.tags(Versions.ALWAYS, Versions.GOOD).and(Change.steps(SharedShop.QUICK)));
        visit("rollback");
        shop.awaitRest("peace after the rollback");
    }

    @Test
    @Order(3)
    void whoHasNoTokenIsToldNothing() throws IOException, InterruptedException {
        String releases = address.substring(0, address.indexOf('#')) + "api/releases";
        try (Command curl =
                Command.start(Optional.empty(), "curl", "--silent", "--fail", "--max-time", "5", releases)) {
            assertEquals(22, curl.exitCode(), curl::output);
            assertFalse(curl.output().contains(Installation.RELEASE), curl::output);
        }
    }

    private static void visit(String scene) throws IOException, InterruptedException {
        String release = shop.namespace() + "/" + Installation.RELEASE;
        try (Command browser = Command.start(
                Optional.empty(), "node", "test/e2e/dashboard.mjs", address, release, pictures.toString(), scene)) {
            assertEquals(0, browser.exitCode(), browser::output);
            shop.say(browser.output().strip());
            assertTrue(browser.output().contains("opened after"), browser::output);
        }
    }
}
