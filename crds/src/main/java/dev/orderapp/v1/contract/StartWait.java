package dev.orderapp.v1.contract;

/** What a release that is asked for waits for before it starts, though nothing is wrong: values of {@code status.waiting.reason}. */
public enum StartWait {
    /** The end of the hours in which no release starts. */
    Freeze("frozen"),
    /** Fewer releases that are under way at once. */
    Queue("queued");

    private final String word;

    StartWait(String word) {
        this.word = word;
    }

    /** What the release is meanwhile. */
    public String word() {
        return word;
    }
}
