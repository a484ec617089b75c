package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTrackerTest {
    private static final Images IMAGES = new Images(Optional.of("acme/order-backend:1.2.0"), Optional.empty());
    private static final long GENERATION = 3;

    private final ReleaseTracker tracker = new ReleaseTracker(
            IMAGES,
            release(
                    GENERATION,
                    "acme/order-backend:1.2.0",
                    SampleReleases.promoted().getStatus()));

    private static OrderAppRelease release(long generation, String image, OrderAppReleaseStatus status) {
        String json = Serialization.asJson(SampleReleases.promoted())
                .replace("\"image\":\"acme/order-backend:1.1.0\"", "\"image\":\"" + image + "\"");
        return SampleStatuses.release(Serialization.unmarshal(json, OrderAppRelease.class), generation, status);
    }

    private Optional<ExitCode> observe(long generation, String image, Map<String, ?> status) {
        return tracker.observe(release(
                        generation,
                        image,
                        SampleStatuses.with(SampleReleases.promoted().getStatus(), status)))
                .map(ReleaseTracker.Result::code);
    }

    private Optional<ExitCode> observe(Map<String, ?> status) {
        return observe(GENERATION, "acme/order-backend:1.2.0", status);
    }

    private static Map<String, Object> entry(String revision, int attempt, String outcome) {
        return Map.of(
                "revision",
                revision,
                "attempt",
                attempt,
                "outcome",
                outcome,
                "message",
                "so it was",
                "finishedAt",
                "2026-11-24T11:00:00Z");
    }

    private static final Map<String, ?> IN_PROGRESS = Map.of(
            "observedGeneration",
            3,
            "target",
            "own",
            "phase",
            "Progressing",
            "canary",
            Map.of("revision", "own", "attempt", 1));

    @Test
    void nothingIsKnownUntilTheOperatorHasSeenTheChange() {
        assertEquals(Optional.empty(), observe(Map.of("observedGeneration", 2)));
        assertEquals(Optional.empty(), tracker.revision());
    }

    @Test
    void itsRevisionIsTheTargetOfItsOwnGeneration() {
        assertEquals(Optional.empty(), observe(IN_PROGRESS));
        assertEquals(Optional.of("own"), tracker.revision());
    }

    @Test
    void anOlderOutcomeOfTheSameRevisionIsNotItsOwn() {
        ReleaseTracker again = new ReleaseTracker(
                IMAGES,
                release(
                        3,
                        "acme/order-backend:1.2.0",
                        SampleReleases.rolledBack().getStatus()));
        Map<String, ?> retried =
                Map.of("observedGeneration", 3, "target", "7d9f", "canary", Map.of("revision", "7d9f", "attempt", 2));
        assertEquals(
                Optional.empty(),
                again.observe(release(
                        3,
                        "acme/order-backend:1.2.0",
                        SampleStatuses.with(SampleReleases.rolledBack().getStatus(), retried))));
    }

    @Test
    void endsWithTheOutcomeOfItsRevision() {
        observe(IN_PROGRESS);
        assertEquals(
                Optional.of(ExitCode.ROLLED_BACK),
                observe(Map.of(
                        "observedGeneration", 3, "target", "own", "history", List.of(entry("own", 1, "RolledBack")))));
    }

    @Test
    void theOutcomeOfAnotherIsNotItsOwn() {
        observe(IN_PROGRESS);
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                observe(
                        4,
                        "acme/order-backend:1.3.0",
                        Map.of(
                                "observedGeneration",
                                4,
                                "target",
                                "other",
                                "history",
                                List.of(entry("other", 1, "Promoted"), entry("own", 1, "Superseded")))));
    }

    @Test
    void oneThatNeverStartedIsSupersededByALaterTarget() {
        observe(Map.of("observedGeneration", 3, "target", "own"));
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                observe(4, "acme/order-backend:1.3.0", Map.of("observedGeneration", 4, "target", "other")));
    }

    @Test
    void oneThatTheOperatorNeverSawIsSuperseded() {
        assertEquals(
                Optional.of(ExitCode.SUPERSEDED),
                observe(4, "acme/order-backend:1.3.0", Map.of("observedGeneration", 4, "target", "other")));
    }

    @Test
    void aLaterChangeOfOtherFieldsIsStillItsOwn() {
        assertEquals(
                Optional.empty(),
                observe(4, "acme/order-backend:1.2.0", Map.of("observedGeneration", 4, "target", "own")));
        assertEquals(Optional.of("own"), tracker.revision());
    }

    @Test
    void oneThatServesAlreadyIsDone() {
        assertEquals(Optional.of(ExitCode.DONE), observe(Map.of("observedGeneration", 3)));
    }

    @Test
    void oneThatFailedBeforeIsNotTriedAgain() {
        assertEquals(
                Optional.of(ExitCode.ROLLED_BACK),
                observe(Map.of(
                        "observedGeneration",
                        3,
                        "target",
                        "own",
                        "phase",
                        "RolledBack",
                        "failed",
                        Map.of("revision", "own", "attempt", 1, "outcome", "RolledBack", "message", "it was"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SharedOutage", "ComparisonUnsound"})
    void whatEarnsASecondChanceIsJudgedByThat(String reason) {
        List<Map<String, String>> triedAgain = List.of(Map.of("type", "Settled", "status", "False", "reason", reason));
        List<Map<String, Object>> first = List.of(entry("own", 1, "RolledBack"));
        observe(IN_PROGRESS);
        assertEquals(
                Optional.empty(),
                observe(Map.of("observedGeneration", 3, "target", "own", "history", first, "conditions", triedAgain)));
        assertEquals(
                Optional.empty(),
                observe(Map.of(
                        "observedGeneration",
                        3,
                        "target",
                        "own",
                        "history",
                        first,
                        "canary",
                        Map.of("revision", "own", "attempt", 2))));
        assertEquals(
                Optional.of(ExitCode.DONE),
                observe(Map.of(
                        "observedGeneration",
                        3,
                        "target",
                        "own",
                        "history",
                        List.of(entry("own", 2, "Promoted"), entry("own", 1, "RolledBack")))));
    }
}
