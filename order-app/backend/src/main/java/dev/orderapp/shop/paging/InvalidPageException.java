package dev.orderapp.shop.paging;

/** The client asks for a page that no list can have. */
public class InvalidPageException extends RuntimeException {

    InvalidPageException(String message) {
        super(message);
    }
}
