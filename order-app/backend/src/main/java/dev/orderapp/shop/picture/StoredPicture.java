package dev.orderapp.shop.picture;

import java.io.InputStream;

/**
 * A picture that can be read once; whoever got it closes {@code content}.
 *
 * @param bytes how long it is
 */
record StoredPicture(long bytes, InputStream content) {}
