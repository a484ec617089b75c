package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EProcessTest {
    private static final double[] SIX_TIMES_EVEN = new double[6];

    @Test
    void startsAtEvenOdds() {
        assertEquals(0, EProcess.none(6).logOdds(), 1e-12);
    }

    @Test
    void aStepMovesTheStakeButMakesNoneOfNothing() {
        RandomInputs.forAll(500, random -> {
            EProcess odds = EProcess.none(4);
            for (int i = 0; i < 6; i++) {
                odds = odds.times(new double[] {
                    random.between(-9, 9), random.between(-9, 9), random.between(-9, 9), random.between(-9, 9)
                });
                assertEquals(odds.logOdds(), odds.startStep().logOdds(), 1e-9);
                odds = odds.startStep();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 7})
    void oddsStoredForOtherAlternativesStartAnew(int alternatives) {
        EProcess stored = EProcess.none(alternatives).startStep().startStep();

        assertEquals(
                EProcess.none(6).times(SIX_TIMES_EVEN).logs(),
                stored.times(SIX_TIMES_EVEN).logs());
        assertEquals(0, stored.times(SIX_TIMES_EVEN).logOdds(), 1e-12);
    }

    @Test
    void whatCrossedBeforeAnotherVersionTookOverStaysCrossed() {
        EProcess crossed = new EProcess(List.of(9.0, 12.0), 1, 11.4);

        assertEquals(11.4, crossed.times(SIX_TIMES_EVEN).peak());
        assertEquals(
                11.4,
                crossed.times(SIX_TIMES_EVEN)
                        .times(new double[] {-5, -5, -5, -5, -5, -5})
                        .peak());
    }

    @Test
    void refusesOddsThatNoJudgeStores() {
        assertThrows(IllegalArgumentException.class, () -> new EProcess(List.of(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EProcess(List.of(Double.NaN), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EProcess(List.of(Double.POSITIVE_INFINITY), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EProcess(List.of(0.0), -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new EProcess(List.of(0.0), 0, Double.NaN));
    }

    @Test
    void keepsAsManyNumbersAfterAThousandLooksAsAfterNone() {
        EProcess odds = EProcess.none(6);
        for (int i = 0; i < 1_000; i++) {
            odds = odds.times(new double[] {1, -1, 2, -2, 3, -3});
        }

        assertEquals(EProcess.none(6).logs().size(), odds.logs().size());
        assertTrue(odds.peak() >= odds.logOdds());
    }
}
