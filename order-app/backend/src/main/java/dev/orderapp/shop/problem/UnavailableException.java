package dev.orderapp.shop.problem;

/** Something that the shop needs doesn't answer: 503, to be tried again. */
public class UnavailableException extends RuntimeException {

    /** @param message for the log alone */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
