package dev.orderapp.shop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every place for pictures does. */
abstract class PictureStoreContract {

    static final byte[] FILE = TestPictures.png(30, 20);

    abstract PictureStore store();

    @Test
    void keepsAPictureUnderTheHashOfItsContent() throws IOException {
        Picture picture = PictureReader.read(FILE, PictureType.PNG);

        store().keep(picture);
        store().keep(picture);

        assertThat(read(store().find(PictureName.parse(picture.name().toString()))))
                .isEqualTo(picture.content());
    }

    @Test
    void findsNothingUnderANameThatNobodyKept() throws IOException {
        assertThat(store().find(PictureName.of(new byte[] {1}, PictureType.PNG)))
                .isEmpty();
    }

    @Test
    void anUploadWaitsUntilItIsLookedIntoAndThenIsForgotten() throws IOException {
        UploadId id = upload(FILE.length);

        store().receive(id, new ByteArrayInputStream(FILE));

        assertThat(store().arrived(id)).hasValue(FILE);
        store().forget(id);
        assertThat(store().arrived(id)).isEmpty();
        store().forget(id);
    }

    @Test
    void whatWasNotLookedIntoIsServedToNobody() throws IOException {
        UploadId id = upload(FILE.length);

        store().receive(id, new ByteArrayInputStream(FILE));

        assertThat(store().find(PictureName.of(FILE, PictureType.PNG))).isEmpty();
        assertThatThrownBy(() -> PictureName.parse(id.toString())).isInstanceOf(UnknownPictureException.class);
    }

    @Test
    void nothingArrivesThatWasNotSent() throws IOException {
        assertThat(store().arrived(upload(20))).isEmpty();
    }

    static UploadId upload(int bytes) {
        return new UploadId(UUID.randomUUID(), bytes, PictureType.PNG);
    }

    private static byte[] read(Optional<StoredPicture> found) throws IOException {
        StoredPicture picture = found.orElseThrow();
        try (InputStream content = picture.content()) {
            byte[] bytes = content.readAllBytes();
            assertThat(picture.bytes()).isEqualTo(bytes.length);
            return bytes;
        }
    }
}
