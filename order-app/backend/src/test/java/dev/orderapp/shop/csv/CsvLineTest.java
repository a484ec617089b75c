package dev.orderapp.shop.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @Test
    void cellsAreSeparatedByCommasAndTheLineEndsAsSpreadsheetsExpect() {
        assertThat(CsvLine.of(17, "Kim", null, new BigDecimal("12.90"))).isEqualTo("17,Kim,,12.90\r\n");
    }

    @Test
    void aCellKeepsItsCommasQuotesAndLines() {
        assertThat(CsvLine.of("Kim, Lee", "the \"best\"", "1st\n2nd"))
                .isEqualTo("\"Kim, Lee\",\"the \"\"best\"\"\",\"1st\n2nd\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.test\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                " =1+1",
                "＝1+1",
                "＋82"
            })
    void noTextIsAFormula(String text) {
        String line = CsvLine.of("x", text);

        assertThat(line).startsWith("x,\"'").endsWith("\"\r\n");
    }

    @Test
    void aNegativeNumberStaysANumber() {
        assertThat(CsvLine.of(new BigDecimal("-5.00"))).isEqualTo("-5.00\r\n");
    }
}
