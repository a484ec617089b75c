package dev.orderapp.shop.order;

/** The idempotency key belongs to an order with other content. */
public class KeyReusedException extends OrderRefusedException {

    KeyReusedException() {
        super("This Idempotency-Key was used for an order of other items. Use a new key for a new order.");
    }
}
