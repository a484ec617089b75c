package dev.orderapp.e2e.hands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of a shell, one after the other until one fails. */
final class Shell {
    private Shell() {}

    /**
     * Runs them in a folder.
     *
     * @param arguments {@code $1} and so on
     * @return what they wrote to standard output, without the last line's end
     * @throws IOException if one fails; what it wrote to standard error is printed
     */
    static String run(Path folder, String commands, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", commands, "bash"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("ended with " + process.exitValue() + ": " + commands);
        }
        return output;
    }
}
