package dev.orderapp.shop.picture;

/** There is no upload of that id: it was never begun, nothing was sent, or it was confirmed or given up. */
public class UnknownUploadException extends RuntimeException {

    UnknownUploadException() {
        super("There is no such upload.");
    }
}
