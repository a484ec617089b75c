package dev.orderapp.shop.price;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * In what the shop's prices are, and what comes to them. Texts, so that each that can't be is named in one sentence when the shop starts.
 *
 * @param currency ISO 4217, of all prices; to be set before the first order
 * @param includeTax whether prices hold the tax ({@code true}), or it comes on top
 * @param taxPercent of goods and shipping; 0 says nothing of taxes
 * @param shippingBy what the rates go by: {@code total} of the goods, or {@code weight} in grams
 * @param shippingRates see {@link ShippingRates}
 */
@ConfigurationProperties("shop.prices")
public record PriceSettings(
        String currency, String includeTax, String taxPercent, String shippingBy, String shippingRates) {

    /** @throws InvalidSettingException if a setting is unusable */
    public PriceSettings {
        int decimals = decimals(currency);
        requireOneOf("SHOP_PRICES_INCLUDE_TAX", includeTax, "true", "false");
        if (!taxPercent.matches("\\d{1,2}(\\.\\d{1,2})?")) {
            throw new InvalidSettingException(
                    "SHOP_TAX_PERCENT", "must be from 0 to 99.99 with at most two decimals, such as 19 or 7.7.");
        }
        requireOneOf("SHOP_SHIPPING_BY", shippingBy, "total", "weight");
        if (ShippingRates.parse(shippingRates).isEmpty()) {
            throw new InvalidSettingException(
                    "SHOP_SHIPPING_RATES",
                    "must be costs by what they begin with, the first at 0, such as 4.90 below 50: 0=4.90, 50=0.");
        }
        if (decimals < 2 && includeTax.equals("false")) {
            throw new InvalidSettingException(
                    "SHOP_PRICES_INCLUDE_TAX",
                    "must be true with a currency without cents: a tax on top would be a fraction of its coins.");
        }
    }

    /** Of all prices. */
    public Currency unit() {
        return Currency.getInstance(currency);
    }

    ShippingRates rates() {
        return ShippingRates.parse(shippingRates).orElseThrow();
    }

    boolean byWeight() {
        return shippingBy.equals("weight");
    }

    boolean taxIncluded() {
        return includeTax.equals("true");
    }

    BigDecimal taxRate() {
        return new BigDecimal(taxPercent).setScale(2);
    }

    private static int decimals(String currency) {
        int decimals;
        try {
            decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            decimals = -1;
        }
        if (decimals < 0 || decimals > 2) {
            throw new InvalidSettingException(
                    "SHOP_CURRENCY", "must be an ISO 4217 currency of at most two decimals, such as EUR or KRW.");
        }
        return decimals;
    }

    private static void requireOneOf(String setting, String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new InvalidSettingException(setting, "must be " + String.join(" or ", known) + ".");
        }
    }
}
