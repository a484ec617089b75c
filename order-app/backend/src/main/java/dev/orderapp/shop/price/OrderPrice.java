package dev.orderapp.shop.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an order costs, to the cent, in euros. The tax is rounded once for the whole order, half a cent up: rounding each line would
 * add up to something else than the tax of the total. The figures of {@code SalesFigures} repeat this formula in SQL.
 *
 * @param goods what the pieces cost
 * @param shipping what sending them costs
 * @param taxPercent the rate; 0 says nothing of taxes
 * @param taxIncluded whether {@code goods} and {@code shipping} hold the tax
 * @param tax the tax in {@code total}
 * @param total what the customer pays: goods and shipping, and the tax if they don't hold it
 */
public record OrderPrice(
        BigDecimal goods,
        BigDecimal shipping,
        BigDecimal taxPercent,
        boolean taxIncluded,
        BigDecimal tax,
        BigDecimal total) {

    private static final int CENTS = 2;

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** @param goods what the pieces cost, at least 0, in cents at the finest */
    public static OrderPrice of(BigDecimal goods, Charges charges) {
        BigDecimal percent = charges.taxPercent();
        BigDecimal sum = goods.add(charges.shipping()).setScale(CENTS, RoundingMode.UNNECESSARY);
        BigDecimal whole = charges.taxIncluded() ? HUNDRED.add(percent) : HUNDRED;
        BigDecimal tax = sum.multiply(percent).divide(whole, CENTS, RoundingMode.HALF_UP);
        return new OrderPrice(
                goods.setScale(CENTS, RoundingMode.UNNECESSARY),
                charges.shipping(),
                percent,
                charges.taxIncluded(),
                tax,
                charges.taxIncluded() ? sum : sum.add(tax));
    }
}
