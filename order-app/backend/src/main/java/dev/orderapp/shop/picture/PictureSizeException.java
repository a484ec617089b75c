package dev.orderapp.shop.picture;

/** An upload is longer than a picture may be, or not as long as it was announced. */
public class PictureSizeException extends RuntimeException {

    PictureSizeException(String message) {
        super(message);
    }

    static PictureSizeException tooLarge() {
        return new PictureSizeException("A picture must have from 1 to %d bytes.".formatted(Picture.MOST_BYTES));
    }
}
