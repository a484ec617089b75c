package dev.orderapp.operator.resources;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quantities as the API server writes them, so that {@code 0.5} and {@code 500m} are the same revision, and what was sent
 * equals what is stored.
 */
final class CanonicalQuantity {
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal KILO = BigDecimal.valueOf(1000);
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> EXPONENT =
            List.of("e-9", "e-6", "e-3", "", "e3", "e6", "e9", "e12", "e15", "e18");
    private static final int NANO = 9;

    private CanonicalQuantity() {}

    /** The shortest whole number with a suffix of the same family (binary, decimal, exponent). */
    static String text(Quantity quantity) {
        BigDecimal amount = quantity.getNumericalAmount();
        String format = quantity.getFormat() == null ? "" : quantity.getFormat();
        if (format.endsWith("i") && amount.abs().compareTo(KIBI) >= 0) {
            return shortest(amount.setScale(0, RoundingMode.CEILING), KIBI, BINARY);
        }
        BigDecimal nanos = amount.movePointRight(NANO).setScale(0, RoundingMode.CEILING);
        if (nanos.signum() == 0) {
            return "0";
        }
        return shortest(nanos, KILO, format.matches("[eE][-+]?[0-9]+") ? EXPONENT : DECIMAL);
    }

    private static String shortest(BigDecimal whole, BigDecimal base, List<String> suffixes) {
        BigDecimal number = whole;
        int suffix = 0;
        while (suffix < suffixes.size() - 1 && number.remainder(base).signum() == 0) {
            number = number.divide(base);
            suffix++;
        }
        return number.toBigInteger() + suffixes.get(suffix);
    }
}
