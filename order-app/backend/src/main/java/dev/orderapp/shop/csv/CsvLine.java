package dev.orderapp.shop.csv;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A line of comma-separated values, as RFC 4180 describes them and spreadsheets read them.
 *
 * <p>A spreadsheet runs a cell that begins like a formula. Names and addresses come from strangers, so such a text gets an apostrophe before
 * it, by which spreadsheets tell a text: https://owasp.org/www-community/attacks/CSV_Injection
 */
public final class CsvLine {

    /** Full-width signs too: spreadsheets of East Asia take them for the plain ones. */
    private static final String FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠";

    private CsvLine() {}

    /** The line with its end. Null is an empty cell, and a number stays one. */
    public static String of(Object... cells) {
        return Arrays.stream(cells).map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        String safe = isFormula(text) ? "'" + text : text;
        return safe.matches("(?s).*[,\"\r\n;\t'].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** White space before it doesn't hide a formula from all spreadsheets. */
    private static boolean isFormula(String text) {
        String visible = text.stripLeading();
        return !text.isEmpty()
                && (FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0
                        || !visible.isEmpty() && FORMULA_SIGNS.indexOf(visible.charAt(0)) >= 0);
    }
}
