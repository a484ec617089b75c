package dev.orderapp.e2e.judging;

import static dev.orderapp.e2e.judging.Verdicts.assertPromoted;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Share;
import dev.orderapp.e2e.shop.Versions;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A version that is as good as the one beside it is promoted, though both fail 1.5 % of their requests. */
@Tag("cluster")
@TestMethodOrder(OrderAnnotation.class)
class EquallyGoodE2E {
    @RegisterExtension
    static final Stage stage = new Stage("equally-good", Versions.ONE_AND_A_HALF_PERCENT, 2);

    @BeforeAll
    static void shoppersCome() throws IOException, InterruptedException {
        stage.shoppersCome(60);
    }

    static IntStream times() {
        return Share.times(5);
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("times")
    void bothVersionsFailOnePointFivePercentAndTheNewOneIsPromoted(int time) throws InterruptedException {
        assertPromoted(stage.release(
                "both versions fail 1.5 %",
                Fault.ERRORS, stage.version(Versions.ONE_AND_A_HALF_PERCENT, Versions.GOOD)));
    }

    @Order(2)
    @Test
    void shoppersMetTheErrorsOfEachVersion() throws InterruptedException {
        Records seen = stage.visitorsLeave();
        assertAll(stage.scenes().stream()
                .flatMap(scene -> Stream.of(() -> assertTrue(
                        scene.bad(seen) > 0,
                        scene.tried().revision() + " failed none of "
                                + scene.answered(seen).count() + " requests"))));
    }
}
