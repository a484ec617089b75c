package dev.orderapp.shop.language;

import java.util.Locale;

/**
 * A text in the shop's languages.
 *
 * @param korean empty if nobody has translated it: then readers of Korean get the English one
 */
public record Text(String english, String korean) {

    /** For a reader of that language. */
    public String in(Locale reader) {
        return Languages.isKorean(reader) && !korean.isEmpty() ? korean : english;
    }
}
