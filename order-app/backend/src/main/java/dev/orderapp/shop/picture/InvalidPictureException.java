package dev.orderapp.shop.picture;

/** A file is no picture of the type that it was announced as, or one that the shop can't show. */
public class InvalidPictureException extends RuntimeException {

    /** @param reason what is wrong with the file, to be read after "The picture can't be used: " */
    InvalidPictureException(String reason) {
        super("The picture can't be used: " + reason + ".");
    }
}
