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
    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int LONGEST_SIDE = 6000;

    /** What a browser unpacks takes 4 bytes per pixel, however small the file is. */
    private static final int MOST_PIXELS = 24_000_000;

    /** @throws InvalidPictureException if the picture is too large to be shown */
    Picture {
        if (width < 1 || height < 1) {
            throw new InvalidPictureException(Flaw.EMPTY);
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new InvalidPictureException(Flaw.TOO_MANY_PIXELS, width, height, LONGEST_SIDE, MOST_PIXELS);
        }
    }

    PictureName name() {
        return PictureName.of(content, type);
    }
}
