package dev.orderapp.operator.analysis;

/**
 * What both sides counted between two measurements. Both cover the same interval: an error that hits all visitors for a moment must not be
 * held against one side alone.
 *
 * @param canary events of the canary
 * @param stable events of the stable version beside it; none when it gets no traffic any more
 */
public record EventDelta(Counts canary, Counts stable) {
    public static final EventDelta NONE = new EventDelta(Counts.NONE, Counts.NONE);

    public EventDelta plus(EventDelta other) {
        return new EventDelta(canary.plus(other.canary), stable.plus(other.stable));
    }
}
