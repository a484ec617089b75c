package dev.orderapp.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentageTest {
    @ParameterizedTest
    @CsvSource({
        "100%, 1",
        "1%, 0.01",
        "0.5%, 0.005",
        "0.07%, 0.0007",
        "05%, 0.05",
        "99.9999%, 0.999999",
        "0.0001%, 0.000001"
    })
    void readsTheDoubleNearestToTheShare(String text, double expected) {
        assertEquals(expected, Percentage.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "5",
                "0.05",
                "0%",
                "0.0%",
                "00.0000%",
                "100.0%",
                "101%",
                "0100%",
                "-1%",
                "+1%",
                "1 %",
                " 1%",
                "1%\n",
                ".5%",
                "5.%",
                "1,5%",
                "1e1%",
                "0.00001%",
                "５%"
            })
    void refusesAnythingElseWithOneSentence(String text) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Percentage.parse(text));
        assertEquals(
                "\"" + text + "\" is not a percentage above 0% and up to 100%: write it like 5% or 0.5%",
                refused.getMessage());
    }
}
