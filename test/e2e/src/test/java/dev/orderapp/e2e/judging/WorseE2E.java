package dev.orderapp.e2e.judging;

import static dev.orderapp.e2e.judging.Verdicts.assertRolledBackBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Share;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.e2e.shop.Versions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A version that is worse than the one beside it is taken back, by the metric that tells. */
@Tag("cluster")
@TestMethodOrder(OrderAnnotation.class)
class WorseE2E {
    @RegisterExtension
    static final Stage stage = new Stage("worse", Versions.GOOD, 2);

    @BeforeAll
    static void shoppersCome() throws IOException, InterruptedException {
        stage.shoppersCome(40);
    }

    static IntStream times() {
        return Share.times(3);
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("times")
    void fivePercentOfItsAnswersFail(int time) throws InterruptedException {
        Tried tried = stage.release("5 % fail", Fault.ERRORS, stage.version(Versions.FIVE_PERCENT, Versions.GOOD));
        assertRolledBackBy("server-errors", tried, stage);
    }

    /** Slowness counts once a look, after a warm-up of 30 s: to be sure of it takes longer than with errors. */
    @Order(2)
    @Test
    void everyThirdAnswerIsSlow() throws InterruptedException {
        Tried tried = stage.release(
                "every third is slow",
                Fault.SLOWNESS,
                stage.version(Versions.SLOW, Versions.GOOD).and(Change.steps("30/2m", "100/5s")));
        assertRolledBackBy("slow-requests", tried, stage);
    }

    @Order(3)
    @Test
    void ordersAreRefusedWhileAllElseWorks() throws InterruptedException {
        Tried tried = stage.release(
                "orders are refused", Fault.REFUSED_ORDERS, stage.version(Versions.ORDERS_REFUSED, Versions.GOOD));
        assertRolledBackBy("failed-orders", tried, stage);
    }

    static List<String> shortHolds() {
        return Share.of(List.of("30/5s 50/5s 100/5s", "50/5s 100/5s", "100/5s"));
    }

    /** Holds so short that nothing but missing evidence keeps a step from ending. */
    @Order(4)
    @ParameterizedTest
    @MethodSource("shortHolds")
    void everyAnswerFailsAndItIsNeverPromotedHoweverShortTheHolds(String steps) throws InterruptedException {
        Tried tried = stage.release(
                "100 % fail, " + steps,
                Fault.ERRORS,
                stage.version(Versions.ALWAYS, Versions.GOOD).and(Change.steps(steps.split(" "))));
        assertRolledBackBy("server-errors", tried, stage);
    }

    /**
     * Whether a request stays without an answer is asked by the demo, which has the machine for itself: here several shops share it,
     * and a JVM that starts beside them can make a client give up.
     */
    @Order(5)
    @Test
    void noVersionAnsweredWithAFailureButTheBadOnes() throws InterruptedException {
        Records seen = stage.visitorsLeave();
        Set<String> bad = stage.scenes().stream().map(s -> s.tried().revision()).collect(Collectors.toSet());
        List<Request> failed = seen.requests().stream()
                .filter(Request::failed)
                .filter(r -> r.status() != 0 && !bad.contains(r.revision()))
                .toList();
        assertEquals(List.of(), failed);
    }
}
