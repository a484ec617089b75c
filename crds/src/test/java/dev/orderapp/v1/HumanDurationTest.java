package dev.orderapp.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanDurationTest {
    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "1m500ms, PT1M0.5S",
        "0s, PT0S",
        "30m1h, PT1H30M",
        "1h1h, PT2H",
        "99999h99999m99999s99999ms, PT101693H27M18.999S"
    })
    void readsWholeNumbersWithUnits(String text, Duration expected) {
        assertEquals(expected, HumanDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "m",
                "5 m",
                " 5m",
                "5m\n",
                "1.5h",
                "-5m",
                "+5m",
                "5M",
                "5min",
                "1d",
                "10us",
                "PT5M",
                "123456s",
                "1h1m1s1ms1s",
                "５m"
            })
    void refusesAnythingElseWithOneSentence(String text) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> HumanDuration.parse(text));
        assertEquals(
                "\"" + text + "\" is not a duration: write whole numbers with h, m, s or ms, such as 90s or 1h30m",
                refused.getMessage());
    }
}
