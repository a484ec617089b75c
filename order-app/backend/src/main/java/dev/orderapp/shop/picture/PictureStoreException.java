package dev.orderapp.shop.picture;

import java.io.IOException;

/** The place where pictures are kept doesn't answer. */
public class PictureStoreException extends RuntimeException {

    PictureStoreException(IOException cause) {
        super("The picture store doesn't answer", cause);
    }
}
