package dev.orderapp.e2e.analysis;

import static dev.orderapp.e2e.analysis.ReleaseAssertions.assertRolledBackBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.shop.LoadRecords.Request;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Versions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that the API knows nothing wrong of: only the browsers of its users can tell that its script crashes. */
@Tag("cluster")
@TestMethodOrder(OrderAnnotation.class)
class BrokenPageE2E {
    @RegisterExtension
    static final TestInstallation installation = new TestInstallation("broken-page", Versions.GOOD, 1);

    @BeforeAll
    static void startBrowsers() throws IOException, InterruptedException {
        installation.startBrowsers();
    }

    @Order(1)
    @Test
    void itIsRolledBackByWhatItsUsersBrowsersSay() throws InterruptedException {
        ReleaseResult result = installation.release(
                "the page's script crashes",
                Symptom.BROKEN_PAGE,
                installation.version(Versions.GOOD, Versions.SCRIPT_CRASH));
        assertRolledBackBy("page-failures", result, installation);
    }

    @Order(2)
    @Test
    void noPageFailedButTheBrokenOne() throws InterruptedException {
        String broken = installation.releases().get(0).result().revision();
        List<Request> failed = installation.stopLoad().requests().stream()
                .filter(r -> r.failed() && !broken.equals(r.revision()))
                .toList();
        assertEquals(List.of(), failed);
    }
}
