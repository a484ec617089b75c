package dev.orderapp.operator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the metrics page says of releases. */
class TelemetryTest {
    private static final String STATUS = """
            phase: Progressing
            weight: 30
            conditions:
            - {type: Available, status: "True"}
            - {type: Settled, status: "False"}
            - {type: Resolved, status: "Unknown"}
            analysis:
            - name: server-errors
              verdict: INCONCLUSIVE
              reason: TooFewEvents
              canary: {total: 12, bad: 1}
              stable: {total: 30, bad: 0}
              stepCanary: {total: 12, bad: 1}
              stepStable: {total: 30, bad: 0}
              heard: true
              ratio: {logs: [0.5], steps: 0, peak: 0.75}
            """;

    private final Telemetry telemetry = new Telemetry();

    private String pageWithRelease() {
        OrderAppRelease release = new OrderAppRelease();
        release.setMetadata(
                new ObjectMetaBuilder().withNamespace("store").withName("shop").build());
        telemetry.recordStatus(release, Serialization.unmarshal(STATUS, OrderAppReleaseStatus.class));
        return telemetry.page();
    }

    private static void says(String page, String line) {
        assertTrue(page.lines().anyMatch(line::equals), () -> "no line " + line + " in\n" + page);
    }

    @Test
    void theEvidenceOfAReleaseIsShownPerMetricAndVersion() {
        String page = pageWithRelease();
        String of = "{metric=\"server-errors\",namespace=\"store\",release=\"shop\",";
        says(page, "orderapp_release_phase{namespace=\"store\",phase=\"Progressing\",release=\"shop\"} 1.0");
        says(page, "orderapp_release_weight{namespace=\"store\",release=\"shop\"} 30.0");
        says(page, "orderapp_release_analysis_verdict" + of + "verdict=\"INCONCLUSIVE\"} 1.0");
        says(page, "orderapp_release_analysis_events" + of + "version=\"canary\"} 12.0");
        says(page, "orderapp_release_analysis_events" + of + "version=\"stable\"} 30.0");
        says(page, "orderapp_release_analysis_bad_events" + of + "version=\"canary\"} 1.0");
        says(page, "orderapp_release_analysis_bad_events" + of + "version=\"stable\"} 0.0");
    }

    @Test
    void conditionsAreShownWhereTheyAreKnown() {
        String page = pageWithRelease();
        says(page, "orderapp_release_condition{condition=\"Available\",namespace=\"store\",release=\"shop\"} 1.0");
        says(page, "orderapp_release_condition{condition=\"Settled\",namespace=\"store\",release=\"shop\"} 0.0");
        assertFalse(page.contains("condition=\"Resolved\""));
    }

    @Test
    void everyMetricOfTheOperatorIsDocumented() throws IOException {
        telemetry.recordDecision(new EventNote(EventNote.Kind.Normal, "Promoted", "it was promoted"));
        telemetry.recordNotification("team-channel", "sent");
        Set<String> shown = names("# TYPE (orderapp_\\w+) ", pageWithRelease());
        Set<String> documented = names("^\\| `(orderapp_\\w+)[`{]", Files.readString(Path.of("../docs/metrics.md")));
        assertEquals(shown, documented);
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aReleaseThatIsGoneIsShownNoMore() {
        pageWithRelease();
        telemetry.forget(new ResourceID("shop", "store"));
        assertFalse(telemetry.page().contains("release=\"shop\""));
    }
}
