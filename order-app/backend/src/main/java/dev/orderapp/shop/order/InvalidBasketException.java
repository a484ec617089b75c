package dev.orderapp.shop.order;

/** The client asks for something that nobody can order. Its message says what and where. */
public class InvalidBasketException extends RuntimeException {

    InvalidBasketException(String message) {
        super(message);
    }
}
