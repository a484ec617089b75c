package dev.orderapp.kubectl.adoption;

/**
 * What a person should know before an app is adopted.
 *
 * @param kind how much it matters
 * @param sentence what it is, where, and what to do about it
 */
public record Finding(Kind kind, String sentence) {
    /** The worst first. */
    public enum Kind {
        /** It has to be changed first. */
        OBSTACLE,
        /** The release can't do the same: a person has to say that this is all right. */
        LOSS,
        /** Nothing is lost. */
        NOTE
    }

    static Finding obstacle(String sentence) {
        return new Finding(Kind.OBSTACLE, sentence);
    }

    static Finding loss(String sentence) {
        return new Finding(Kind.LOSS, sentence);
    }

    static Finding note(String sentence) {
        return new Finding(Kind.NOTE, sentence);
    }
}
