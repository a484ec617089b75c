package dev.orderapp.v1.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureJsonTest {
    @Test
    void whatIsWrittenIsRead() {
        AttemptFailure failure = new AttemptFailure(
                List.of(new FailedContainer(
                        "shop-backend-7d9f-a",
                        "backend",
                        "app",
                        "OOMKilled",
                        137,
                        3,
                        "2026-11-24T10:00:00Z",
                        List.of("no pool"),
                        null)),
                List.of(new WarningEvent(
                        "2026-11-24T10:00:05Z",
                        "Warning",
                        "BackOff",
                        "restarting failed container",
                        4,
                        "Pod shop-backend-7d9f-a")),
                null);

        assertEquals(failure, FailureJson.read(FailureJson.write(failure)));
    }

    @Test
    void fieldsOfALaterVersionAreNoProblem() {
        assertEquals(new AttemptFailure(null, null, null), FailureJson.read("{\"nodes\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{", "{\"containers\":7}", "{\"containers\":[null]}"})
    void whatIsNoFailureIsToldSo(String json) {
        String said = assertThrows(IllegalArgumentException.class, () -> FailureJson.read(json))
                .getMessage();
        assertTrue(said.startsWith("what was kept of the failure"), said);
    }

    @Test
    void moreThanIsEverWrittenIsNotShown() {
        AttemptFailure tooMuch = new AttemptFailure(
                List.of(),
                Collections.nCopies(21, new WarningEvent("2026-11-24T10:00:05Z", "Warning", "a", "b", 1, "Pod c")),
                null);

        assertThrows(IllegalArgumentException.class, () -> FailureJson.read(FailureJson.write(tooMuch)));
    }
}
