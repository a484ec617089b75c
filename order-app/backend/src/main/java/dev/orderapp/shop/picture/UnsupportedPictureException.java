package dev.orderapp.shop.picture;

/** A file is of a type that the shop doesn't take. */
public class UnsupportedPictureException extends RuntimeException {

    UnsupportedPictureException() {
        super("Pictures must be PNG, JPEG or WebP.");
    }
}
