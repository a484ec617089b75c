package dev.orderapp.kubectl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What kubectl's completion gets when the tab key is pressed. */
class CompleteCommandTest {
    private static String candidates(String... typed) {
        List<String> arguments = new ArrayList<>(List.of("__complete", "--"));
        arguments.addAll(List.of(typed));
        StringWriter out = new StringWriter();
        assertEquals(
                0, PluginCommandLine.create().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new)));
        return out.toString();
    }

    @Test
    void commandsThatBeginLikeThis() {
        assertEquals("promote\n:4\n", candidates("pro"));
        assertEquals("release\nresume\nretry\n:4\n", candidates("re"));
    }

    @Test
    void optionsOfACommand() {
        assertEquals("--backend\n:4\n", candidates("release", "shop", "--b"));
        assertEquals("json\nname\nwide\nyaml\n:4\n", candidates("get", "shop", "-o", ""));
    }

    @Test
    void nothingWhereNoCandidateFits() {
        assertEquals(":4\n", candidates("xyz"));
    }
}
