package dev.orderapp.shop.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "yes, 0, total, '', SHOP_PRICES_INCLUDE_TAX",
        "true, -1, total, '', SHOP_TAX_PERCENT",
        "true, 100, total, '', SHOP_TAX_PERCENT",
        "true, 7.777, total, '', SHOP_TAX_PERCENT",
        "true, 0, size, '', SHOP_SHIPPING_BY",
        "true, 0, total, 4.90, SHOP_SHIPPING_RATES",
        "true, 0, total, '5=4.90', SHOP_SHIPPING_RATES",
        "true, 0, total, '0=4.90,0.00=1', SHOP_SHIPPING_RATES",
        "true, 0, total, '0=-4.90', SHOP_SHIPPING_RATES",
        "true, 0, total, '0=4.90,', SHOP_SHIPPING_RATES",
    })
    void whatCannotBeIsNamedInOneSentence(String includeTax, String tax, String by, String rates, String setting) {
        assertThatThrownBy(() -> new PriceSettings(includeTax, tax, by, rates))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(setting + " must be ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10, 0.00",
        "0=4.90, 0, 4.90",
        "0=4.90, 9999, 4.90",
        "'50=0, 0=4.90', 49.99, 4.90",
        "'50=0, 0=4.90', 50.00, 0.00",
        "'0=3, 1000=5.5, 31500=20', 31499, 5.50",
    })
    void aRateHoldsFromItsValueOn(String rates, BigDecimal value, BigDecimal cost) {
        assertThat(ShippingRates.parse(rates).orElseThrow().cost(value)).isEqualTo(cost);
    }

    @Test
    void aShopThatSaysNothingTakesNothing() {
        PriceSettings settings = new PriceSettings("true", "0", "total", "");

        assertThat(new Pricing(settings).charges(List.of(), Map.of())).isEqualTo(Charges.NONE);
    }
}
