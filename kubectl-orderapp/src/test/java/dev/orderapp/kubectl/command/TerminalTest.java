package dev.orderapp.kubectl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.view.Ink;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal is taken to show. */
class TerminalTest {
    @Test
    void aPipeAndADumbTerminalGetPlainText() {
        Map<String, String> able = Map.of("TERM", "xterm-256color", "LANG", "en_US.UTF-8");
        assertEquals(Terminal.NONE, Terminal.of(false, able));
        assertEquals(Terminal.NONE, Terminal.of(true, Map.of("TERM", "dumb", "LANG", "en_US.UTF-8")));
        assertEquals(Terminal.NONE, Terminal.of(true, Map.of()));
        assertEquals(new Ink(true, true), Terminal.of(true, able).ink());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ,  true
            '', true
            1, false
            0, false
            """)
    void noColorTakesColoursAwayUnlessItIsEmpty(String value, boolean colours) {
        Map<String, String> environment =
                value == null ? Map.of("TERM", "xterm") : Map.of("TERM", "xterm", "NO_COLOR", value);
        assertEquals(colours, Terminal.of(true, environment).ink().colours());
    }

    @Test
    void symbolsNeedALocaleThatHasThem() {
        assertTrue(Terminal.of(true, Map.of("TERM", "xterm", "LC_ALL", "ko_KR.utf8"))
                .ink()
                .symbols());
        assertFalse(Terminal.of(true, Map.of("TERM", "xterm", "LC_ALL", "C", "LANG", "en_US.UTF-8"))
                .ink()
                .symbols());
    }

    @Test
    void aSizeIsTwoNumbers() {
        assertEquals(Optional.of(new Terminal.Size(24, 80)), Terminal.Size.of("24 80\n"));
        assertEquals(Optional.empty(), Terminal.Size.of("0 0\n"));
        assertEquals(Optional.empty(), Terminal.Size.of(""));
    }
}
