package dev.orderapp.operator.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.course.WarningEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {
    private static final String OURS =
            "{type: Warning, reason: BackOff, message: restarting, count: 4, lastTimestamp: '2026-11-24T10:00:05Z',"
                    + " involvedObject: {kind: Pod, name: shop-backend-7d9f-x2-a}, metadata: {}}";

    private final Warnings warnings = new Warnings("shop", "7d9f", Instant.parse("2026-11-24T10:00:00Z"));

    @Test
    void thoseOfOneReasonAreOneWithTheNewestSentence() {
        String earlier =
                OURS.replace("restarting", "earlier").replace(":05Z", ":02Z").replace("-a}", "-b}");
        String inTheOtherNotation =
                "{type: Warning, reason: Unhealthy, message: probe, eventTime: '2026-11-24T10:00:07.123456Z', series: {count: 9},"
                        + " involvedObject: {kind: Pod, name: shop-frontend-7d9f-x2-c}, metadata: {}}";

        List<WarningEvent> read = of(earlier, OURS, inTheOtherNotation);

        assertEquals(
                List.of(
                        new WarningEvent(
                                "2026-11-24T10:00:07Z",
                                "Warning",
                                "Unhealthy",
                                "probe",
                                9,
                                "Pod shop-frontend-7d9f-x2-c"),
                        new WarningEvent(
                                "2026-11-24T10:00:05Z",
                                "Warning",
                                "BackOff",
                                "restarting",
                                8,
                                "Pod shop-backend-7d9f-x2-a")),
                read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-backend-4c21-x2-a", "shop2-backend-7d9f-x2-a", "shop-backend-7d9f2-x2-a", "shop"})
    void whatIsAboutOthersIsNotKept(String name) {
        assertEquals(List.of(), of(OURS.replace("shop-backend-7d9f-x2-a", name)));
    }

    @Test
    void whatIsAboutItsChecksIsKept() {
        assertEquals(
                "Job shop-check-2-0-smoke",
                of(OURS.replace("Pod", "Job").replace("shop-backend-7d9f-x2-a", "shop-check-2-0-smoke"))
                        .get(0)
                        .object());
    }

    @Test
    void whatIsNoWarningOrOfAnEarlierAttemptIsNotKept() {
        assertEquals(
                List.of(), of(OURS.replace("type: Warning", "type: Normal"), OURS.replace("10:00:05Z", "09:59:59Z")));
    }

    private List<WarningEvent> of(String... events) {
        return warnings.of(List.of(events).stream()
                .map(e -> Serialization.unmarshal("---\n" + e, Event.class))
                .toList());
    }
}
