package dev.orderapp.e2e.judging;

import static dev.orderapp.e2e.judging.Verdicts.assertRolledBackBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Tried;
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
    static final Stage stage = new Stage("broken-page", Versions.GOOD, 1);

    @BeforeAll
    static void usersCome() throws IOException, InterruptedException {
        stage.browsersCome();
    }

    @Order(1)
    @Test
    void itIsTakenBackByWhatItsUsersBrowsersSay() throws InterruptedException {
        Tried tried = stage.release(
                "the page's script crashes", Fault.BROKEN_PAGE, stage.version(Versions.GOOD, Versions.SCRIPT_CRASH));
        assertRolledBackBy("page-failures", tried, stage);
    }

    @Order(2)
    @Test
    void noPageFailedButTheBrokenOne() throws InterruptedException {
        String broken = stage.scenes().get(0).tried().revision();
        List<Request> failed = stage.visitorsLeave().requests().stream()
                .filter(r -> r.failed() && !broken.equals(r.revision()))
                .toList();
        assertEquals(List.of(), failed);
    }
}
