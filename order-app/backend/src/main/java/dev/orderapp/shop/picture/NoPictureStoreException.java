package dev.orderapp.shop.picture;

/** This installation has no place for uploaded pictures. */
public class NoPictureStoreException extends RuntimeException {

    NoPictureStoreException() {
        super("This shop is not set up to keep pictures: set SHOP_PICTURES_FOLDER or SHOP_PICTURES_S3_BUCKET.");
    }
}
