package dev.orderapp.shop.picture;

/**
 * A picture that was looked into and found to be one.
 *
 * @param width in pixels
 * @param height in pixels
 * @param content the file, without metadata and without anything before or after the picture
 */
record Picture(PictureType type, int width, int height, byte[] content) {

    /** A longer file is more than a page should load, and all of it is in memory while it is looked into. */
    static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int MAX_SIDE = 6000;

    /** What a browser unpacks takes 4 bytes per pixel, however small the file is. */
    private static final int MAX_PIXELS = 24_000_000;

    /** @throws InvalidPictureException if the picture is too large to be shown */
    Picture {
        if (width < 1 || height < 1) {
            throw new InvalidPictureException(PictureDefect.EMPTY);
        }
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new InvalidPictureException(PictureDefect.TOO_MANY_PIXELS, width, height, MAX_SIDE, MAX_PIXELS);
        }
    }

    PictureName name() {
        return PictureName.of(content, type);
    }
}
