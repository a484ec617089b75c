package dev.orderapp.shop.picture;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an upload and says what was announced, such as {@code 5f0c…-20480.png}: so every Pod knows, without asking, what
 * it must find. It is no secret and no permission: making one up leads to the same checks.
 *
 * @param bytes how long the upload is
 */
record UploadId(UUID uuid, int bytes, PictureType type) {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9][0-9]{0,7})\\.([a-z]{3,4})");

    /** @throws PictureSizeException if no picture may be that long */
    UploadId {
        if (bytes < 1 || bytes > Picture.MAX_BYTES) {
            throw new PictureSizeException();
        }
    }

    /** @throws UnknownUploadException if no upload can have that id */
    static UploadId parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnknownUploadException();
        }
        PictureType type = PictureType.ofExtension(form.group(3)).orElseThrow(UnknownUploadException::new);
        return new UploadId(UUID.fromString(form.group(1)), Integer.parseInt(form.group(2)), type);
    }

    /** The id itself. */
    @Override
    public String toString() {
        return "%s-%d.%s".formatted(uuid, bytes, type.extension());
    }
}
