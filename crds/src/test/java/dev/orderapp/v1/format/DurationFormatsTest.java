package dev.orderapp.v1.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "-3, 0 s, 0s",
        "0, 0 s, 0s",
        "40, 40 s, 40s",
        "119, 119 s, 119s",
        "120, 2 min, 2m",
        "125, 2 min 5 s, 2m",
        "3600, 60 min, 60m",
        "7199, 119 min 59 s, 119m",
        "7200, 2 h, 2h",
        "9000, 2 h 30 min, 2h",
        "172800, 48 h, 2d"
    })
    void inSentencesAndInTables(long seconds, String sentence, String table) {
        assertEquals(sentence, DurationFormats.inSentence(Duration.ofSeconds(seconds)));
        assertEquals(table, DurationFormats.inTable(Duration.ofSeconds(seconds)));
    }

    @Test
    void aClockThatWentBackGivesNoTime() {
        Instant later = Instant.parse("2026-11-24T10:00:00Z");
        assertEquals("0 s", DurationFormats.inSentence(later, later.minusSeconds(5)));
        assertEquals("5 s", DurationFormats.inSentence(later, later.plusSeconds(5)));
    }
}
