package dev.orderapp.shop.product;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits texts into the words that searches compare: without case, accents and differences of width. Words of scripts
 * that write compounds without spaces (Hangul, Han, Kana) can be found by any of their parts.
 */
final class SearchTerms {

    /** As long as product_word.word. */
    private static final int MAX_LENGTH = 40;

    private static final int MAX_WORDS_OF_A_SEARCH = 5;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern COMPOUNDING =
            Pattern.compile(".*[\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}].*");

    private SearchTerms() {}

    /** What must be stored for a text so that it is found by the beginning of any stored word. */
    static Set<String> toStore(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : split(text)) {
            words.add(word);
            if (COMPOUNDING.matcher(word).matches()) {
                for (int at = word.offsetByCodePoints(0, 1); at < word.length(); at = word.offsetByCodePoints(at, 1)) {
                    words.add(word.substring(at));
                }
            }
        }
        return words;
    }

    /** The beginnings of words that a search asks for. More than a few make no search better. */
    static List<String> toFind(String search) {
        return split(search).stream().distinct().limit(MAX_WORDS_OF_A_SEARCH).toList();
    }

    private static List<String> split(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return BETWEEN.splitAsStream(composed)
                .filter(word -> !word.isEmpty())
                .map(SearchTerms::shortened)
                .toList();
    }

    private static String shortened(String word) {
        return word.codePointCount(0, word.length()) <= MAX_LENGTH
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_LENGTH));
    }
}
