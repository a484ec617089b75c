package dev.orderapp.shop.language;

import java.util.Locale;

/**
 * A text in the shop's languages.
 *
 * @param korean empty if nobody has translated it: then readers of Korean get the English one
 */
public record LocalizedText(String english, String korean) {

    /** In the language of that locale. */
    public String in(Locale locale) {
        return Languages.isKorean(locale) && !korean.isEmpty() ? korean : english;
    }
}
