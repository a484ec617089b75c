package dev.orderapp.shop.order;

/** An order that is not placed, for a reason that the customer can do something about. Its message says it to them. */
public abstract class OrderRefusedException extends RuntimeException {

    OrderRefusedException(String message) {
        super(message);
    }
}
