package dev.orderapp.shop.picture;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of picture that the shop takes: those that browsers show and that can't hold a script, as SVG can. */
enum PictureType {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp");

    private final String mediaType;
    private final String extension;

    PictureType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The value of {@code Content-Type}. */
    String mediaType() {
        return mediaType;
    }

    /** How the names of such files end, without the dot. */
    String extension() {
        return extension;
    }

    /** @throws UnsupportedPictureException if the shop takes no such pictures */
    static PictureType ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equalsIgnoreCase(mediaType))
                .findFirst()
                .orElseThrow(UnsupportedPictureException::new);
    }

    /** The type whose names end so. */
    static Optional<PictureType> ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(type -> type.extension.equals(extension))
                .findFirst();
    }
}
