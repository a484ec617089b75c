package dev.orderapp.shop.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every price, tried with many that are drawn; always the same ones. */
class OrderPriceTest {

    private static final int TRIALS = 20_000;
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    @ParameterizedTest
    @CsvSource({
        "100.00, 19.00, 4.90, 19, true, 19.78, 123.90",
        "100.00, 19.00, 0.00, 19, false, 22.61, 141.61",
        "0.01, 0.00, 0.00, 99.99, true, 0.00, 0.01",
        // 1.25 % of 2.00 is 2.5 cents: half a cent goes up.
        "1.00, 1.00, 0.00, 1.25, false, 0.03, 2.03",
        "74.80, 0.00, 0.00, 0, true, 0.00, 74.80",
    })
    void isAsAPersonWouldReckon(
            BigDecimal goods,
            BigDecimal more,
            BigDecimal shipping,
            BigDecimal percent,
            boolean included,
            BigDecimal tax,
            BigDecimal total) {
        OrderPrice price = OrderPrice.of(goods.add(more), new Charges(shipping, percent, included));

        assertThat(price.tax()).isEqualTo(tax);
        assertThat(price.total()).isEqualTo(total);
    }

    @Test
    void theTotalIsGoodsAndShippingAndTheTaxThatTheyDoNotHold() {
        forMany(price -> assertThat(price.total())
                .isEqualTo(
                        price.goods().add(price.shipping()).add(price.taxIncluded() ? BigDecimal.ZERO : price.tax())));
    }

    @Test
    void theTaxIsTheRatesShareOfTheTotalToTheCent() {
        forMany(price -> {
            BigDecimal sum = price.goods().add(price.shipping());
            BigDecimal whole = price.taxIncluded() ? price.taxPercent().add(new BigDecimal(100)) : new BigDecimal(100);
            BigDecimal exact = sum.multiply(price.taxPercent()).divide(whole, MathContext.DECIMAL128);
            assertThat(price.tax().subtract(exact).abs()).isLessThanOrEqualTo(HALF_A_CENT);
        });
    }

    @Test
    void nothingIsEverNegativeNorFinerThanACent() {
        forMany(price -> {
            assertThat(price.tax()).isNotNegative();
            assertThat(price.total()).isGreaterThanOrEqualTo(price.goods()).isGreaterThanOrEqualTo(price.tax());
            assertThat(price.total().scale()).isEqualTo(2);
            assertThat(price.tax().scale()).isEqualTo(2);
        });
    }

    @Test
    void moreGoodsNeverCostLessNorHoldLessTax() {
        Random random = new Random(1);
        forMany(price -> {
            BigDecimal more = price.goods().add(BigDecimal.valueOf(random.nextInt(10_000), 2));
            OrderPrice larger = OrderPrice.of(more, charges(price));
            assertThat(larger.total()).isGreaterThanOrEqualTo(price.total());
            assertThat(larger.tax()).isGreaterThanOrEqualTo(price.tax());
        });
    }

    private static Charges charges(OrderPrice price) {
        return new Charges(price.shipping(), price.taxPercent(), price.taxIncluded());
    }

    private static void forMany(Consumer<OrderPrice> property) {
        Random random = new Random(42);
        for (int trial = 0; trial < TRIALS; trial++) {
            // Small amounts, where rounding matters most, as often as any others.
            BigDecimal goods = BigDecimal.valueOf(random.nextLong(random.nextBoolean() ? 300 : 4_950_000_000_000L), 2);
            BigDecimal shipping = BigDecimal.valueOf(random.nextInt(10_000), 2);
            BigDecimal percent = BigDecimal.valueOf(random.nextInt(10_000), 2);
            property.accept(OrderPrice.of(goods, new Charges(shipping, percent, random.nextBoolean())));
        }
    }
}
