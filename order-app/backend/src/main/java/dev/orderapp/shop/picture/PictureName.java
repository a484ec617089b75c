package dev.orderapp.shop.picture;

import dev.orderapp.shop.digest.Sha256;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a picture: the SHA-256 of its bytes and its type, such as {@code 9f86…0a08.webp}. What has that name never
 * changes, and no name can lead to another file: it has no dots, slashes or percent signs but the one dot.
 */
public final class PictureName {

    /** Under which address pictures are served. */
    static final String PATH = "/api/pictures";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}\\.([a-z]{3,4})");

    private final String text;
    private final PictureType type;

    private PictureName(String text, PictureType type) {
        this.text = text;
        this.type = type;
    }

    /** @throws UnknownPictureException if no picture can have that name */
    public static PictureName parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnknownPictureException();
        }
        return new PictureName(text, PictureType.ofExtension(form.group(1)).orElseThrow(UnknownPictureException::new));
    }

    static PictureName of(byte[] content, PictureType type) {
        return new PictureName(HexFormat.of().formatHex(Sha256.of(content)) + "." + type.extension(), type);
    }

    PictureType type() {
        return type;
    }

    /** Where the shop serves the picture, relative to the shop's own address. */
    public String address() {
        return PATH + "/" + text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PictureName name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The name itself. */
    @Override
    public String toString() {
        return text;
    }
}
