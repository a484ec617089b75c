package dev.orderapp.shop.price;

import java.math.BigDecimal;

/**
 * What an order costs besides its goods. It is kept with the order, so that later settings don't change what was agreed.
 *
 * @param shipping in euros, like the goods with or without the tax
 * @param taxPercent of goods and shipping alike; 0 says nothing of taxes
 * @param taxIncluded whether the prices hold the tax, or it comes on top of them
 */
public record Charges(BigDecimal shipping, BigDecimal taxPercent, boolean taxIncluded) {

    /** Of orders that cost their goods alone. */
    public static final Charges NONE = new Charges(new BigDecimal("0.00"), new BigDecimal("0.00"), true);
}
