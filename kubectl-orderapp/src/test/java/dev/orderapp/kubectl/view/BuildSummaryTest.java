package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseOutcome;
import dev.orderapp.kubectl.release.ReleaseTracker;
import dev.orderapp.kubectl.release.ReleaseView;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BuildSummaryTest {
    private static ReleaseOutcome outcome(ExitCode code, String message) {
        return ReleaseOutcome.of(
                new ReleaseView(SampleReleases.rolledBack()),
                Optional.of("7d9f"),
                new ReleaseTracker.Result(code, message));
    }

    private static Element junit(ExitCode code, String message) throws Exception {
        byte[] xml = BuildSummary.junit(outcome(code, message)).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    @Test
    void aPageSaysWhatHappenedToWhichVersionAndWhy() {
        assertEquals(
                """
                ### default/shop 1.1.0: RolledBack

                1.1.0 (revision 7d9f) was rolled back: server-errors: canary 6 of 150 (4 %)

                | | |
                |---|---|
                | outcome | RolledBack |
                | revision | 7d9f |
                | API | acme/order-backend:1.1.0 |
                | started | 2026-11-24T09:59:50Z |
                | decided | 2026-11-24T10:00:16Z |

                | metric | verdict | new version | version beside it |
                |---|---|---|---|
                | server-errors | FAIL | 6 of 150 (4 %) | 0 of 382 (0 %) |
                """,
                BuildSummary.markdown(outcome(
                        ExitCode.ROLLED_BACK, "revision 7d9f was rolled back: server-errors: canary 6 of 150 (4 %)")));
    }

    @Test
    void aMessageCanNeitherEndATableNorBringMarkup() {
        String page = BuildSummary.markdown(outcome(ExitCode.ABORTED, "a | b\n# <script> [x](http://evil)"));
        assertTrue(page.contains("a \\| b \\# \\<script\\> \\[x\\](http://evil)"), page);
    }

    @Test
    void aReportPassesWhatWasPromotedSkipsWhatWasSupersededAndFailsTheRest() throws Exception {
        assertEquals("0", junit(ExitCode.DONE, "was promoted").getAttribute("failures"));
        assertEquals(
                1,
                junit(ExitCode.SUPERSEDED, "was superseded")
                        .getElementsByTagName("skipped")
                        .getLength());
        for (ExitCode code :
                new ExitCode[] {ExitCode.ROLLED_BACK, ExitCode.ABORTED, ExitCode.UNDECIDED, ExitCode.TIMED_OUT}) {
            assertEquals("1", junit(code, "it was").getAttribute("failures"));
        }
        assertEquals("26", junit(ExitCode.DONE, "was promoted").getAttribute("time"));
    }

    @Test
    void aReportIsXmlWhateverTheMessageHolds() throws Exception {
        Element failure = (Element) junit(ExitCode.ROLLED_BACK, "\"<&>\" \u0001 ✓")
                .getElementsByTagName("failure")
                .item(0);
        assertEquals("\"<&>\" ? ✓", failure.getAttribute("message"));
    }
}
