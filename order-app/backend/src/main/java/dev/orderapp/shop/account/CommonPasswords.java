package dev.orderapp.shop.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Passwords that guessers try first: those that many people use, such with a year or a sign added, and patterns. */
final class CommonPasswords {

    private static final String FILE = "/common-passwords.txt";

    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private static final String LETTERS_WRITTEN_AS_SIGNS = "@4380!1$57";
    private static final String LETTERS = "aaeboiisst";

    private static final Set<String> KNOWN = read();

    private CommonPasswords() {}

    /** Whether it is one of them, however it is capitalised. */
    static boolean contains(String password) {
        String plain = password.toLowerCase(Locale.ROOT);
        String core = AROUND.matcher(plain).replaceAll("");
        return isKnown(plain)
                || isKnown(withLetters(plain))
                || isKnown(withLetters(core))
                || isRepetition(plain)
                || isRun(plain);
    }

    private static boolean isKnown(String text) {
        return KNOWN.contains(text) || KNOWN.contains(AROUND.matcher(text).replaceAll(""));
    }

    /** As it reads when letters are written as signs that look like them. */
    private static String withLetters(String text) {
        return text.chars()
                .map(sign -> {
                    int at = LETTERS_WRITTEN_AS_SIGNS.indexOf(sign);
                    return at < 0 ? sign : LETTERS.charAt(at);
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A known one or a few letters, over and over. */
    private static boolean isRepetition(String text) {
        for (int unit = 1; unit <= text.length() / 2; unit++) {
            String once = text.substring(0, unit);
            boolean repeats = once.repeat(text.length() / unit + 1).startsWith(text);
            if (repeats && (unit <= 5 || isKnown(once))) {
                return true;
            }
        }
        return false;
    }

    /** As "abcdefghij", "9876543210" and "aaaaabbbbb": each sign is that before it or a neighbour of it, but for one. */
    private static boolean isRun(String text) {
        int jumps = 0;
        for (int at = 1; at < text.length(); at++) {
            if (Math.abs(text.charAt(at) - text.charAt(at - 1)) > 1) {
                jumps++;
            }
        }
        return jumps <= 1;
    }

    private static Set<String> read() {
        try (InputStream file = CommonPasswords.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
