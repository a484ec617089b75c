package dev.orderapp.shop.picture;

import java.io.InputStream;
import java.util.Optional;

/** Stands where an installation keeps no uploaded pictures. */
final class NoPictureStore implements PictureStore {

    @Override
    public Upload begin(UploadId id) {
        throw new NoPictureStoreException();
    }

    @Override
    public void receive(UploadId id, InputStream body) {
        throw new NoPictureStoreException();
    }

    @Override
    public Optional<byte[]> arrived(UploadId id) {
        return Optional.empty();
    }

    @Override
    public void forget(UploadId id) {
        // There never is one.
    }

    @Override
    public void keep(Picture picture) {
        throw new NoPictureStoreException();
    }

    @Override
    public Optional<StoredPicture> find(PictureName name) {
        return Optional.empty();
    }
}
