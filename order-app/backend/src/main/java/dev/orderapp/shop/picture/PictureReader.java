package dev.orderapp.shop.picture;

import java.nio.BufferUnderflowException;

/**
 * Looks into an uploaded file. What comes out is made anew from the parts that draw the picture: metadata, which may tell
 * where a photographer lives, and whatever else was hidden in the file or appended to it stay behind.
 */
final class PictureReader {

    private PictureReader() {}

    /** @throws InvalidPictureException if the file isn't a whole picture of that type */
    static Picture read(byte[] file, PictureType type) {
        try {
            return switch (type) {
                case PNG -> new PngReader(file).read();
                case JPEG -> new JpegReader(file).read();
                case WEBP -> new WebpReader(file).read();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // Buffers say in these ways that something is asked for beyond their end.
            throw new InvalidPictureException(PictureDefect.TRUNCATED);
        }
    }
}
