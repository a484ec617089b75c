package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.UnavailableException;
import java.io.IOException;

/** The place where pictures are kept doesn't answer. */
public class PictureStoreException extends UnavailableException {

    PictureStoreException(IOException cause) {
        super("The picture store doesn't answer", cause);
    }
}
