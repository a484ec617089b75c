package dev.orderapp.shop.picture;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps pictures in a folder. Several Pods need one that they share. Files are written beside their place and moved, so
 * that nobody reads half of one.
 */
final class DiskPictureStore implements PictureStore {

    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private final Path arriving;
    private final Path kept;
    private final Clock clock;

    /** @throws InvalidSettingException if the folder can't be written to */
    DiskPictureStore(Path folder, Clock clock) {
        this.arriving = folder.resolve("arriving");
        this.kept = folder.resolve("kept");
        this.clock = clock;
        try {
            Files.createDirectories(arriving);
            Files.createDirectories(kept);
            Files.delete(Files.createTempFile(arriving, "check", ""));
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "SHOP_PICTURES_FOLDER",
                    "is a folder that can't be written to (%s): mount one there, or leave it empty."
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    @Override
    public Upload begin(UploadId id) throws IOException {
        sweep();
        URI address = URI.create(PictureName.PATH + "/uploads/" + id);
        return new Upload(id, address, clock.instant().plus(GIVEN_UP_AFTER));
    }

    @Override
    public void receive(UploadId id, InputStream body) throws IOException {
        write(arriving.resolve(id.toString()), body.readNBytes(id.bytes() + 1));
    }

    @Override
    public Optional<byte[]> arrived(UploadId id) throws IOException {
        try (InputStream file = Files.newInputStream(arriving.resolve(id.toString()))) {
            return Optional.of(file.readNBytes(id.bytes() + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void forget(UploadId id) throws IOException {
        Files.deleteIfExists(arriving.resolve(id.toString()));
    }

    @Override
    public void keep(Picture picture) throws IOException {
        write(kept.resolve(picture.name().toString()), picture.content());
    }

    @Override
    public Optional<StoredPicture> find(PictureName name) throws IOException {
        Path file = kept.resolve(name.toString());
        try {
            return Optional.of(new StoredPicture(Files.size(file), Files.newInputStream(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(arriving, "part", "");
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void sweep() throws IOException {
        Instant longAgo = clock.instant().minus(GIVEN_UP_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                arriving, file -> Files.getLastModifiedTime(file).toInstant().isBefore(longAgo))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
