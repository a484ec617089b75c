package dev.orderapp.v1.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource({
        "'\u001B[31mERROR\u001B[0m no pool', ERROR no pool",
        "'a\tb', a    b",
        "'\u001B]0;title\u0007', \\u001b]0;title\\u0007",
        "'safe\u202Eevil', safe\\u202eevil",
        "'\uD800', \\ud800",
        "주문 실패 😀, 주문 실패 😀"
    })
    void showsWhatIsThereAndSteersNothing(String text, String shown) {
        assertEquals(shown, PlainText.line(text, 80));
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() {
        assertEquals("abcd…", PlainText.line("abcdef", 5));
        assertEquals("abcde", PlainText.line("abcde", 5));
        assertEquals("abc…", PlainText.line("abc😀ef", 5), "no half of a character");
        assertEquals(300, PlainText.line("x".repeat(1_000_000), 300).length());
    }
}
