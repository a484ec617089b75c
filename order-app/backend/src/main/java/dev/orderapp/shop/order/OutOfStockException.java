package dev.orderapp.shop.order;

import dev.orderapp.shop.product.Product;

/** Fewer pieces are left than were asked for. */
public class OutOfStockException extends OrderRefusedException {

    private final long productId;
    private final int available;

    OutOfStockException(Product product) {
        super("Only %d of \"%s\" are left.".formatted(product.stock(), product.name()));
        this.productId = product.id();
        this.available = product.stock();
    }

    /** Which product. */
    public long productId() {
        return productId;
    }

    /** How many pieces are left. */
    public int available() {
        return available;
    }
}
