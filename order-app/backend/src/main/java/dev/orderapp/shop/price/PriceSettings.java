package dev.orderapp.shop.price;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What comes to the prices of the goods. Texts, so that each that can't be is named in one sentence when the shop starts.
 *
 * @param includeTax whether prices hold the tax ({@code true}), or it comes on top
 * @param taxPercent of goods and shipping; 0 says nothing of taxes
 * @param shippingBy what the rates go by: {@code total} of the goods, or {@code weight} in grams
 * @param shippingRates see {@link ShippingRates}
 */
@ConfigurationProperties("shop.prices")
public record PriceSettings(String includeTax, String taxPercent, String shippingBy, String shippingRates) {

    /** @throws InvalidSettingException if a setting is unusable */
    public PriceSettings {
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

    private static void requireOneOf(String setting, String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new InvalidSettingException(setting, "must be " + String.join(" or ", known) + ".");
        }
    }
}
