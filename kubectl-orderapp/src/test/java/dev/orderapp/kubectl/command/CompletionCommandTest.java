package dev.orderapp.kubectl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for bash, run by bash; a stand-in for the plugin writes down what it is asked. */
class CompletionCommandTest {
    @TempDir
    private Path folder;

    private static String script(String... shell) {
        List<String> arguments = new ArrayList<>(List.of("completion"));
        arguments.addAll(List.of(shell));
        StringWriter out = new StringWriter();
        PluginCommandLine.create().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
        return out.toString();
    }

    private String completed(String script) throws Exception {
        Path plugin = Files.writeString(folder.resolve("kubectl-orderapp"), """
                #!/bin/sh
                [ "$*" = "__complete -- get sh" ] && printf 'shop\\nshoes\\n:4\\n'
                """);
        plugin.toFile().setExecutable(true);
        Process bash = new ProcessBuilder("bash", "-euc", script + """
                COMP_WORDS=(kubectl-orderapp get sh) COMP_CWORD=2
                _kubectl_orderapp
                echo "${COMPREPLY[@]}"
                """)
                .redirectErrorStream(true)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bashIsGivenWhatThePluginSays() throws Exception {
        for (String script : List.of(script("bash"), script())) {
            assertEquals("shop shoes\n", completed("PATH=" + folder + ":$PATH\n" + script));
        }
    }
}
