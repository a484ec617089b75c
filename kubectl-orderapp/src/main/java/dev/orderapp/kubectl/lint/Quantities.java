package dev.orderapp.kubectl.lint;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.regex.Pattern;

/** Amounts of resources such as {@code 250m} and {@code 1Gi}. */
final class Quantities {
    private static final Pattern NOTATION =
            Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");

    private Quantities() {}

    static boolean isQuantity(String text) {
        return NOTATION.matcher(text).matches();
    }

    static double amount(String text) {
        return Quantity.getAmountInBytes(new Quantity(text)).doubleValue();
    }
}
