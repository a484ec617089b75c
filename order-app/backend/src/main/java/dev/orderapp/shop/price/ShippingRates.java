package dev.orderapp.shop.price;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What shipping costs, from which value on: {@code 0=4.90, 50=0} is 4.90, and nothing from 50 on. One entry is a flat rate, none is free.
 *
 * @param from the cost by the least value, a total or a weight, for which it holds; with 0, or empty
 */
record ShippingRates(NavigableMap<BigDecimal, BigDecimal> from) {

    private static final Pattern RATE =
            Pattern.compile("\\s*(\\d{1,7}(?:\\.\\d{1,2})?)\\s*=\\s*(\\d{1,5}(?:\\.\\d{1,2})?)\\s*");

    /** The rates of such a text; empty if it is none. */
    static Optional<ShippingRates> parse(String text) {
        NavigableMap<BigDecimal, BigDecimal> from = new TreeMap<>();
        if (text.isBlank()) {
            return Optional.of(new ShippingRates(from));
        }
        for (String entry : text.split(",", -1)) {
            Matcher rate = RATE.matcher(entry);
            if (!rate.matches() || from.put(new BigDecimal(rate.group(1)), cents(rate.group(2))) != null) {
                return Optional.empty();
            }
        }
        return from.firstKey().signum() == 0 ? Optional.of(new ShippingRates(from)) : Optional.empty();
    }

    /** @param value a total or a weight, at least 0 */
    BigDecimal cost(BigDecimal value) {
        Map.Entry<BigDecimal, BigDecimal> rate = from.floorEntry(value);
        return rate == null ? cents("0") : rate.getValue();
    }

    private static BigDecimal cents(String text) {
        return new BigDecimal(text).setScale(2);
    }
}
