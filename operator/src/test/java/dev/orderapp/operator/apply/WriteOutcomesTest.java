package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteOutcomesTest {
    private static final String BUDGET = "PodDisruptionBudget shop-backend-a1";
    private static final String SERVICE = "Service shop-backend-stable";
    private static final String REFUSED = BUDGET + " could not be written: quota exceeded: used: 3";

    private long now = 1_000_000_000L;
    private final WriteOutcomes outcomes = new WriteOutcomes(() -> now, Optional.empty());

    private void after(Duration time) {
        now += time.toNanos();
    }

    private static Optional<Obstacle> obstacle(Kind kind, String message) {
        return Optional.of(new Obstacle(kind, message));
    }

    @Test
    void aRefusedWriteIsToldAndTriedAgainEverMoreSlowly() {
        outcomes.refused(BUDGET, "a", REFUSED);

        assertEquals(obstacle(Kind.WriteRefused, REFUSED), outcomes.obstacle());
        assertFalse(outcomes.isDue(BUDGET, "a"));
        assertEquals(Optional.of(Backoff.after(1)), outcomes.retryAfter());
        after(Backoff.after(1));
        assertTrue(outcomes.isDue(BUDGET, "a"));
        outcomes.refused(BUDGET, "a", REFUSED);
        assertEquals(Optional.of(Backoff.after(2)), outcomes.retryAfter());
    }

    @Test
    void somethingElseIsWrittenAtOnce() {
        outcomes.refused(BUDGET, "a", REFUSED);

        assertTrue(outcomes.isDue(BUDGET, "b"));
        assertTrue(outcomes.isDue(SERVICE, "a"));
    }

    @Test
    void aSentenceIsToldOnceThoughItsFiguresChange() {
        outcomes.refused(BUDGET, "a", REFUSED);
        assertEquals(List.of(outcomes.obstacle().orElseThrow()), outcomes.newObstacles());

        outcomes.refused(BUDGET, "a", REFUSED.replace('3', '4'));
        assertEquals(List.of(), outcomes.newObstacles());
        assertEquals(obstacle(Kind.WriteRefused, REFUSED), outcomes.obstacle());

        outcomes.refused(BUDGET, "a", BUDGET + " could not be written: denied");
        assertEquals(
                List.of(new Obstacle(Kind.WriteRefused, BUDGET + " could not be written: denied")),
                outcomes.newObstacles());
    }

    @Test
    void aWriteThatSucceedsOrIsNotWantedAnyMoreIsNoObstacle() {
        outcomes.refused(BUDGET, "a", REFUSED);
        outcomes.refused(SERVICE, "a", "refused");
        outcomes.written(BUDGET);
        outcomes.endReconcile(Set.of(BUDGET));

        assertEquals(Optional.empty(), outcomes.obstacle());
        assertEquals(Optional.empty(), outcomes.retryAfter());
    }

    @Test
    void allThatStandsInTheWayIsOneObstacleOfTheGravestKind() {
        outcomes.overruled(SERVICE, "overruled");
        outcomes.foreign("Ingress shop", "a", "foreign");

        assertEquals(obstacle(Kind.ForeignObject, "foreign; overruled"), outcomes.obstacle());
    }

    @Test
    void aServerThatIsTroubledForAMomentRefusesNothing() {
        outcomes.serverError(BUDGET, "a", "failed calling webhook");
        assertEquals(Optional.empty(), outcomes.obstacle());

        after(Duration.ofSeconds(1));
        outcomes.serverError(BUDGET, "a", "failed calling webhook");
        assertEquals(obstacle(Kind.WriteRefused, "failed calling webhook"), outcomes.obstacle());

        outcomes.undelivered(SERVICE, "a");
        assertFalse(outcomes.isDue(SERVICE, "a"));
        assertEquals(obstacle(Kind.WriteRefused, "failed calling webhook"), outcomes.obstacle());
    }

    @Test
    void theGarbageCollectorHasAMinute() {
        outcomes.leftOver(SERVICE, "a", "left over");
        assertEquals(Optional.empty(), outcomes.obstacle());
        after(Duration.ofMinutes(1));
        assertEquals(obstacle(Kind.ForeignObject, "left over"), outcomes.obstacle());
    }

    @Test
    void whatOthersChangeIsMendedAtOnceAndEverMoreSlowlyIfTheyGoOn() {
        assertTrue(outcomes.isDue(SERVICE, "a"));
        outcomes.restored(SERVICE, "a", Optional.empty());
        assertFalse(outcomes.isDue(SERVICE, "a"));
        after(Duration.ofSeconds(1));
        assertTrue(outcomes.isDue(SERVICE, "a"));
        outcomes.restored(SERVICE, "a", Optional.empty());
        assertEquals(Optional.empty(), outcomes.obstacle(), "a person may edit twice");
        after(Duration.ofSeconds(2));
        assertTrue(outcomes.isContested(SERVICE));
        outcomes.restored(SERVICE, "a", Optional.of(".spec.selector (other)"));
        assertEquals(obstacle(Kind.FieldOverruled, ".spec.selector (other)"), outcomes.obstacle());
        after(Duration.ofSeconds(3));
        assertFalse(outcomes.isDue(SERVICE, "a"));
    }

    @Test
    void theWaitBetweenTwoMendsIsAMinuteAtMost() {
        for (int i = 0; i < 20; i++) {
            outcomes.restored(SERVICE, "a", Optional.of("contested"));
            after(Duration.ofMinutes(1));
            assertTrue(outcomes.isDue(SERVICE, "a"));
        }
    }

    @Test
    void anObjectThatStaysAsItWasMendedForAWhileIsNotContested() {
        for (int i = 0; i < 3; i++) {
            outcomes.restored(SERVICE, "a", Optional.of("contested"));
        }
        outcomes.inSync(SERVICE);
        assertTrue(outcomes.obstacle().isPresent(), "until it is sure");
        while (outcomes.retryAfter().isPresent()) {
            after(outcomes.retryAfter().orElseThrow());
        }
        assertEquals(Optional.empty(), outcomes.obstacle());
        assertFalse(outcomes.isContested(SERVICE));
    }

    @Test
    void whatAnOperatorBeforeToldStandsUntilAPassHasLookedAndIsNotToldAnew() {
        WriteOutcomes next = new WriteOutcomes(() -> now, obstacle(Kind.WriteRefused, "other; " + REFUSED));
        assertEquals(obstacle(Kind.WriteRefused, "other; " + REFUSED), next.obstacle());

        next.refused(BUDGET, "a", REFUSED);
        next.endReconcile(Set.of(BUDGET));

        assertEquals(obstacle(Kind.WriteRefused, REFUSED), next.obstacle());
        assertEquals(List.of(), next.newObstacles());
    }
}
