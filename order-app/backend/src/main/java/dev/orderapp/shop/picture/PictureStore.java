package dev.orderapp.shop.picture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where uploaded pictures are kept. An upload waits, untrusted and served to nobody, until it was looked into; only what
 * was found to be a picture is kept under its name.
 */
interface PictureStore {

    /** Makes ready for an upload. One that isn't confirmed is forgotten, a day later at the latest. */
    Upload begin(UploadId id) throws IOException;

    /** Takes an upload that comes by way of the shop; reads at most one byte more than was announced. */
    void receive(UploadId id, InputStream body) throws IOException;

    /** What arrived for the upload: at most one byte more than was announced, so that too long a one is noticed. */
    Optional<byte[]> arrived(UploadId id) throws IOException;

    /** Forgets the upload, if there is one. */
    void forget(UploadId id) throws IOException;

    /** Keeps the picture under its name. Keeping it again changes nothing. */
    void keep(Picture picture) throws IOException;

    /** The picture of that name, if there is one. */
    Optional<StoredPicture> find(PictureName name) throws IOException;
}
