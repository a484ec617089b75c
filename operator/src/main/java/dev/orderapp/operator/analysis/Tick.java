package dev.orderapp.operator.analysis;

/**
 * What both sides counted between two looks. Both cover the same interval: an error that hits everybody for a moment must not be
 * held against one side alone.
 *
 * @param canary events of the canary
 * @param stable events of the stable version beside it; none when it gets no traffic any more
 */
public record Tick(Counts canary, Counts stable) {
    public static final Tick NONE = new Tick(Counts.NONE, Counts.NONE);

    public Tick plus(Tick other) {
        return new Tick(canary.plus(other.canary), stable.plus(other.stable));
    }
}
