package dev.orderapp.shop.problem;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request's fields must be. Each method throws {@link InvalidFieldException} for a field that isn't. */
public final class Require {

    /** Could forge a line of a log or hide text from its reader. Line ends are judged apart. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\r\\t\\u200D\\u200C]]");

    /** What mail programs and pages make a link of, and what markup begins with. */
    private static final Pattern LINK = Pattern.compile(
            "://|[<>@]|\\bwww\\.|[\\p{L}\\p{N}]\\.(com|net|org|info|biz|xyz|top|shop|site|online|store|click|link|app|dev|io|co|me|ly|ru|cn|kr|de|uk|eu)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** Alphabets with letters that look like those of another. */
    private static final Set<Character.UnicodeScript> LOOK_ALIKE = EnumSet.of(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.CHEROKEE);

    private Require() {}

    /**
     * One line of text.
     *
     * @param value null counts as empty
     * @param min and {@code max}: how many UTF-16 units it must have when white space around it is gone
     * @return the text without white space around it
     */
    public static String line(String field, String value, int min, int max) {
        String text = text(field, value, min, max);
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\t') >= 0) {
            throw new InvalidFieldException(field, "characters");
        }
        return text;
    }

    /**
     * One line that others read as somebody's own words, such as a name: as {@link #line}, but no link, and no word of letters of
     * several alphabets, which looks like another word.
     */
    public static String words(String field, String value, int min, int max) {
        String text = line(field, value, min, max);
        if (LINK.matcher(text).find()) {
            throw new InvalidFieldException(field, "link");
        }
        if (WORD.matcher(text).results().anyMatch(word -> isMixed(word.group()))) {
            throw new InvalidFieldException(field, "look-alike");
        }
        return text;
    }

    private static boolean isMixed(String word) {
        return word.codePoints()
                        .mapToObj(Character.UnicodeScript::of)
                        .filter(LOOK_ALIKE::contains)
                        .distinct()
                        .count()
                > 1;
    }

    /** As {@link #line}, but of any number of lines. */
    public static String text(String field, String value, int min, int max) {
        String text = value == null ? "" : value.strip();
        if (text.length() < min || text.length() > max) {
            throw min == 0
                    ? new InvalidFieldException(field, "too-long", max)
                    : new InvalidFieldException(field, "length", min, max);
        }
        if (CONTROL.matcher(text).find()) {
            throw new InvalidFieldException(field, "characters");
        }
        return text;
    }

    /** A whole number within bounds. */
    public static int between(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidFieldException(field, "range", min, max);
        }
        return value;
    }

    /** An amount of money, in euros. */
    public static BigDecimal price(String field, BigDecimal value, BigDecimal max) {
        if (value == null
                || value.signum() < 0
                || value.compareTo(max) > 0
                || value.stripTrailingZeros().scale() > 2) {
            throw new InvalidFieldException(field, "price", max);
        }
        return value.setScale(2);
    }
}
