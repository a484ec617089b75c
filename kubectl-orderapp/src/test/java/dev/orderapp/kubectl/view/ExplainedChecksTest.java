package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainedChecksTest {
    private static Map<String, Object> check(String name, String result) {
        return Map.of(
                "name",
                name,
                "step",
                0,
                "job",
                "shop-check-2-0-" + name,
                "result",
                result,
                "message",
                result.equals("Failed") ? "exit code 1" : "",
                "since",
                "2026-11-24T10:00:00Z");
    }

    private static String explain(OrderAppRelease release, Map<String, Object> change) {
        release.setStatus(SampleStatuses.with(release.getStatus(), change));
        return Explanation.of(new ReleaseView(release));
    }

    @Test
    void aStepSaysHowItsChecksGo() {
        String text = explain(
                SampleReleases.atFirstStep(),
                Map.of("checks", List.of(check("products", "Passed"), check("checkout", "Running"))));
        assertTrue(
                text.contains("Checks: products has passed, checkout runs since 2026-11-24T10:00:00Z"
                        + " (Job shop-check-2-0-checkout).\n"),
                text);
    }

    @Test
    void whatFailedItsCheckNamesTheJobToRead() {
        OrderAppRelease release = SampleReleases.rolledBack();
        Map<String, Object> failed = Map.of(
                "revision", release.getStatus().failed().revision(),
                "attempt", 2,
                "outcome", "RolledBack",
                "reason", "CheckFailed",
                "message", "check products failed: exit code 1",
                "at", "2026-11-24T10:00:00Z");
        String text = explain(release, Map.of("failed", failed, "checks", List.of(check("products", "Failed"))));
        assertTrue(
                text.contains(
                        "What to do: read what the check found (`kubectl logs job/shop-check-2-0-products` while"
                                + " it is kept), and release a fix; if the check or the cluster was at fault, `kubectl orderapp retry"),
                text);
    }
}
