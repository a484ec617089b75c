package dev.orderapp.v1.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0        | 0 %", //
                "0.000004 | 0 %",
                "0.00012  | 0.012 %",
                "0.0004   | 0.04 %",
                "0.0005   | 0.1 %",
                "0.004    | 0.4 %",
                "0.0754   | 7.5 %",
                "0.2      | 20 %",
                "1        | 100 %"
            })
    void percentagesHaveOneDecimalAndSmallOnesThree(double share, String text) {
        assertEquals(text, NumberFormats.percent(share));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1       | 1:1", //
                "1.55    | 1.5:1",
                "2       | 2:1",
                "99.9    | 99:1",
                "100     | 100:1",
                "199.9   | 190:1",
                "200     | 200:1",
                "201     | 200:1",
                "800     | 800:1",
                "1000    | 1,000:1",
                "4876    | 4,800:1",
                "999999  | 990,000:1",
                "2000000 | above 1,000,000:1",
                "0.5     | 1:2",
                "0.0002  | 1:5,000",
                "0.0000001 | below 1:1,000,000"
            })
    void oddsHaveTwoDigitsThatAreCutOff(double odds, String text) {
        assertEquals(text, NumberFormats.odds(Math.log(odds)));
    }

    /** e to the power of ln 200 is 199.99999999999997: cut off carelessly, a threshold of 200 reads 190. */
    @Test
    void aThresholdReadsAsTheNumberThatItIs() {
        for (int odds = 1; odds <= 1000; odds++) {
            int unit = odds < 100 ? 1 : odds < 1000 ? 10 : 100;
            String text = String.format(Locale.ROOT, "%,d:1", odds / unit * unit);
            assertEquals(text, NumberFormats.odds(Math.log(odds)), "written as a logarithm");
            assertEquals(text, NumberFormats.odds(-Math.log(1.0 / odds)), "as the odds that an alpha asks for");
        }
    }

    @Test
    void highestOddsBelowEvenOnesAreNone() {
        assertEquals("even", NumberFormats.highestOdds(0));
        assertEquals("even", NumberFormats.highestOdds(-1));
        assertEquals("2.4:1", NumberFormats.highestOdds(0.9));
    }

    @Test
    void eventsHaveAShareWhereThereAreAny() {
        assertEquals("31 of 412 (7.5 %)", NumberFormats.events(31, 412));
        assertEquals("4 of 12,345 (0.032 %)", NumberFormats.events(4, 12_345));
        assertEquals("0 of 31 (0 %)", NumberFormats.events(0, 31));
        assertEquals("0 of 0", NumberFormats.events(0, 0));
    }

    @Test
    void factorsWeightsAndCounts() {
        assertEquals("1.5", NumberFormats.factor(1.5));
        assertEquals("0.25", NumberFormats.factor(0.25));
        assertEquals("30 %", NumberFormats.weight(30));
        assertEquals("1,234,567", NumberFormats.count(1_234_567));
    }
}
