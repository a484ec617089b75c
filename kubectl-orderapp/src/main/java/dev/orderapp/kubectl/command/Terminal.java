package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.view.Ink;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the output of a command leads to.
 *
 * @param window whether it is a terminal that can be drawn over, rather than a file or a pipe
 * @param ink what it can show beside plain letters
 * @param size asks for its size, which may change at any time
 */
public record Terminal(boolean window, Ink ink, Supplier<Size> size) {
    /** A file, a pipe or a build log. */
    public static final Terminal NONE = new Terminal(false, Ink.PLAIN, () -> Size.USUAL);

    /**
     * How much it shows at once.
     *
     * @param rows lines
     * @param columns characters of a line
     */
    public record Size(int rows, int columns) {
        static final Size USUAL = new Size(24, 80);

        /** As {@code stty size} says it. */
        static Optional<Size> of(String text) {
            String[] numbers = text.trim().split(" ");
            return numbers.length == 2 && Stream.of(numbers).allMatch(n -> n.matches("[1-9][0-9]{0,4}"))
                    ? Optional.of(new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])))
                    : Optional.empty();
        }
    }

    /**
     * What its user's environment says.
     *
     * @param terminal whether standard output is a terminal
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    static Terminal of(boolean terminal, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        if (!terminal || kind.equals("dumb")) {
            return NONE;
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, new Ink(colours, isUnicode(environment)), Terminal::ask);
    }

    /** The first of these that is set decides, as in setlocale(3). */
    private static boolean isUnicode(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toLowerCase(Locale.ROOT).replace("-", ""))
                .filter(value -> value.contains("utf8"))
                .isPresent();
    }

    private static Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Size.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .orElse(Size.USUAL);
        } catch (IOException e) {
            return Size.USUAL;
        }
    }
}
