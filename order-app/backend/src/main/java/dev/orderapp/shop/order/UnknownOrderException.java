package dev.orderapp.shop.order;

/** No such order, or not one of this customer: nobody learns which. */
public class UnknownOrderException extends RuntimeException {

    UnknownOrderException(long id) {
        super("You have no order %d.".formatted(id));
    }
}
