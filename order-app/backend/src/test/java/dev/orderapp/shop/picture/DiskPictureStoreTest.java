package dev.orderapp.shop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskPictureStoreTest extends PictureStoreContract {

    @TempDir
    Path folder;

    private PictureStore store;

    @BeforeEach
    void make() {
        store = new DiskPictureStore(folder, Clock.systemUTC());
    }

    @Override
    PictureStore store() {
        return store;
    }

    @Test
    void takesUploadsByWayOfTheShop() throws IOException {
        UploadId id = upload(20);

        assertThat(store.begin(id).address()).hasToString("/api/pictures/uploads/" + id);
    }

    @Test
    void noticesAnUploadThatIsTooLongWithoutReadingAllOfIt() throws IOException {
        UploadId id = upload(20);

        store.receive(id, new ByteArrayInputStream(new byte[1000]));

        assertThat(store.arrived(id).orElseThrow()).hasSize(21);
    }

    @Test
    void forgetsUploadsThatNobodyConfirmedWithinADay() throws IOException {
        UploadId old = upload(20);
        store.receive(old, new ByteArrayInputStream(new byte[20]));

        new DiskPictureStore(folder, Clock.offset(Clock.systemUTC(), Duration.ofHours(23))).begin(upload(20));
        assertThat(store.arrived(old)).isPresent();

        new DiskPictureStore(folder, Clock.offset(Clock.systemUTC(), Duration.ofHours(25))).begin(upload(20));
        assertThat(store.arrived(old)).isEmpty();
    }

    @Test
    void saysWhichSettingIsWrongWhenTheFolderIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new DiskPictureStore(file, Clock.systemUTC()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("SHOP_PICTURES_FOLDER is a folder that can't be written to");
    }
}
