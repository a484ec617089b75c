package dev.orderapp.shop.picture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The shop's pictures: those of the program and those that staff uploaded. All methods throw
 * {@link PictureStoreException} when the store doesn't answer.
 */
@Service
public class Pictures {

    private final BundledPictures bundled;
    private final PictureStore store;

    Pictures(BundledPictures bundled, PictureStore store) {
        this.bundled = bundled;
        this.store = store;
    }

    /** Whether there is a picture of that name. */
    public boolean exists(PictureName name) {
        try {
            Optional<StoredPicture> found = find(name);
            if (found.isPresent()) {
                found.get().content().close();
            }
            return found.isPresent();
        } catch (IOException e) {
            throw new PictureStoreException(e);
        }
    }

    /**
     * The picture, to be read and closed.
     *
     * @throws UnknownPictureException if there is none
     */
    StoredPicture open(PictureName name) {
        try {
            return find(name).orElseThrow(UnknownPictureException::new);
        } catch (IOException e) {
            throw new PictureStoreException(e);
        }
    }

    /**
     * Makes ready for an upload.
     *
     * @throws PictureSizeException if no picture may be that long
     * @throws NoPictureStoreException if this installation keeps none
     */
    Upload begin(PictureType type, int bytes) {
        try {
            return store.begin(new UploadId(UUID.randomUUID(), bytes, type));
        } catch (IOException e) {
            throw new PictureStoreException(e);
        }
    }

    /** Takes what is sent for the upload, to be looked into when it is confirmed. */
    void receive(UploadId id, InputStream body) {
        try {
            store.receive(id, body);
        } catch (IOException e) {
            throw new PictureStoreException(e);
        }
    }

    /**
     * Looks into what arrived and, if it is a picture, keeps it. The upload is over either way.
     *
     * @throws UnknownUploadException if nothing arrived
     * @throws InvalidPictureException if it isn't a picture as announced
     */
    Picture confirm(UploadId id) {
        try {
            byte[] file = store.arrived(id).orElseThrow(UnknownUploadException::new);
            try {
                if (file.length != id.bytes()) {
                    throw new InvalidPictureException(PictureDefect.OTHER_LENGTH);
                }
                Picture picture = PictureReader.read(file, id.type());
                store.keep(picture);
                return picture;
            } finally {
                store.forget(id);
            }
        } catch (IOException e) {
            throw new PictureStoreException(e);
        }
    }

    private Optional<StoredPicture> find(PictureName name) throws IOException {
        Optional<StoredPicture> ours = bundled.find(name);
        return ours.isPresent() ? ours : store.find(name);
    }
}
