package dev.orderapp.shop.picture;

/** There is no picture of that name. */
public class UnknownPictureException extends RuntimeException {

    UnknownPictureException() {
        super("There is no such picture.");
    }
}
