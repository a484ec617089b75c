package dev.orderapp.shop.order;

/** A product that the shop doesn't have. */
public class UnknownProductException extends OrderRefusedException {

    UnknownProductException(long productId) {
        super("There is no product %d.".formatted(productId));
    }
}
