package dev.orderapp.shop.picture;

/** Why a file can't be used as a picture. The texts stand in {@code messages*.properties}. */
enum PictureDefect {
    /** {0}: the type that it was announced as. */
    OTHER_TYPE("other-type"),
    OTHER_LENGTH("other-length"),
    TRUNCATED("truncated"),
    DAMAGED("damaged"),
    EMPTY("empty"),
    ANIMATED("animated"),
    /** {0} × {1} pixels, {2} on a side and {3} in all being possible. */
    TOO_MANY_PIXELS("too-many-pixels");

    private final String key;

    PictureDefect(String key) {
        this.key = key;
    }

    /** The text's key after {@code problem.invalid-picture.} */
    String key() {
        return key;
    }
}
