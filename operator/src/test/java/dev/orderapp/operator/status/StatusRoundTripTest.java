package dev.orderapp.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is saved comes back as it was: a restart in any phase loses nothing. */
class StatusRoundTripTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Observations NOW = Observations.at("2026-11-24T10:00:00.123Z");

    /** How many random states, and which is the first: {@code make test-long} tries others. */
    private static final long STATES = Long.getLong("orderapp.histories", 500);

    private static final long FIRST = Long.getLong("orderapp.seed", 0);

    /** Not each a test of its own: a thousand cost more to be reported than to be tried. */
    private static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + STATES);
    }

    @Test
    void anyStateComesBackFromTheApiServersText() throws JsonProcessingException {
        for (long seed : seeds().toArray()) {
            State state = new RandomStates(seed).next();

            OrderAppReleaseStatus status = throughText(write(state, null));

            assertEquals(state, StatusReader.read(status, Instant.EPOCH), "seed " + seed);
        }
    }

    @Test
    void theSameStateGivesTheSameStatusWheneverItIsWritten() throws JsonProcessingException {
        for (long seed : seeds().toArray()) {
            State state = new RandomStates(seed).next();
            OrderAppReleaseStatus saved = throughText(write(state, null));

            OrderAppReleaseStatus again = StatusWriter.write(
                    StatusReader.read(saved, Instant.EPOCH),
                    Observations.at("2026-11-25T03:00:00Z").from(state),
                    Observations.release(saved));

            assertEquals(saved, again, "seed " + seed);
        }
    }

    @Test
    void aReleaseThatWasNotReconciledBeforeStartsAnew() {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");

        assertEquals(State.initial(now), StatusReader.read(null, now));
    }

    @Test
    void fieldsOfALaterOperatorDoNoHarm() throws JsonProcessingException {
        State state = new RandomStates(1).next();
        String text = JSON.writeValueAsString(write(state, null)).replaceFirst("\\{", "{\"later\":{\"a\":1},");

        assertEquals(state, StatusReader.read(JSON.readValue(text, OrderAppReleaseStatus.class), Instant.EPOCH));
    }

    @Test
    void oddsThatAnotherOperatorDidNotKeepStartAnew() throws JsonProcessingException {
        String text = """
                {"phase":"Initializing","phaseSince":"2026-11-24T10:00:00.000Z","analysis":[{"name":"server-errors","heard":true,
                 "canary":{"total":412,"bad":31},"stable":{"total":960,"bad":4},
                 "stepCanary":{"total":412,"bad":31},"stepStable":{"total":960,"bad":4},
                 "ratio":{"logs":[1.5,2.5],"steps":1,"peak":9.5},"retired":{"logs":[3.5],"steps":1,"peak":3.5}}]}""";

        State state = StatusReader.read(JSON.readValue(text, OrderAppReleaseStatus.class), Instant.EPOCH);

        Evidence read = state.evidence().get("server-errors");
        assertEquals(new Counts(412, 31), read.canary());
        assertEquals(9.5, read.ratio().peak());
        assertEquals(Evidence.none().canaryCeiling(), read.canaryCeiling());
    }

    /** The fields of a canary lie beside each other in the status, as operators before this one saved them. */
    @Test
    void aRollbackThatAnotherOperatorBeganGoesOn() throws JsonProcessingException {
        String text = """
                {"phase":"RollingBack","phaseSince":"2026-11-24T10:00:00.000Z","targetWeight":30,"stage":"Draining",
                 "stageSince":"2026-11-24T10:00:05.000Z","lookedAt":"2026-11-24T10:00:10.000Z",
                 "stable":{"revision":"old","backend":"acme/backend:1","attempt":1,"since":"2026-11-24T09:00:00.000Z"},
                 "canary":{"revision":"new","backend":"acme/backend:2","attempt":2,"since":"2026-11-24T09:50:00.000Z"},
                 "ending":{"outcome":"RolledBack","reason":"AnalysisFailed","message":"server-errors: worse",
                 "at":"2026-11-24T10:00:00.000Z"}}""";

        State state = StatusReader.read(JSON.readValue(text, OrderAppReleaseStatus.class), Instant.EPOCH);

        Canary canary = state.canary().orElseThrow();
        assertEquals(2, canary.attempt().number());
        assertEquals(
                Optional.of(new BarrierWait(Barrier.Draining, Instant.parse("2026-11-24T10:00:05Z"))),
                canary.barrier());
        assertEquals(OutcomeReason.AnalysisFailed, canary.result().orElseThrow().reason());
        assertEquals(30, state.progress().weight());
        assertEquals(
                Optional.of(Instant.parse("2026-11-24T10:00:10Z")),
                state.progress().measuredAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"phase\":\"Stable\",\"phaseSince\":\"2026-11-24T10:00:00.000Z\"}",
                "{\"phase\":\"Stable\"}",
                "{\"phase\":\"Stable\",\"phaseSince\":\"yesterday\"}",
                "{\"phase\":\"Promoting\",\"phaseSince\":\"2026-11-24T10:00:00.000Z\",\"stable\":{\"revision\":\"a\"}}"
            })
    void whatNoOperatorWritesIsRefusedWithWhatToDo(String text) throws JsonProcessingException {
        OrderAppReleaseStatus status = JSON.readValue(text, OrderAppReleaseStatus.class);

        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> StatusReader.read(status, Instant.EPOCH));

        assertTrue(refused.getMessage().contains("restore it, or delete it to start anew"), refused.getMessage());
    }

    private static OrderAppReleaseStatus write(State state, OrderAppReleaseStatus before) {
        return StatusWriter.write(state, NOW.from(state), Observations.release(before));
    }

    /** The API server writes 5.0 as 5 and knows no order of fields. */
    private static OrderAppReleaseStatus throughText(OrderAppReleaseStatus status) throws JsonProcessingException {
        String text = JSON.writeValueAsString(status).replaceAll("(?<=[:,\\[]-?[0-9]{1,15})\\.0(?=[,\\]}])", "");
        return JSON.readValue(text, OrderAppReleaseStatus.class);
    }
}
