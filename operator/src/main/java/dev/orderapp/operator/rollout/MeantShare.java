package dev.orderapp.operator.rollout;

import java.time.Duration;

/** Which share of the visitors the canary was meant to get. */
final class MeantShare {
    private MeantShare() {}

    /**
     * So long before the last measurement, or a share of an earlier time, which is smaller as weights only rise; a visit that is counted when it is over
     * came to a version by the weight of then. Only time counts in which the operator saw the weight set. A step lasts as long as its hold at least,
     * unless a person ends it sooner.
     *
     * @param delay zero for now
     * @param progress of a canary that gets visitors step by step
     * @return from 0 to 1; 0 where that weight has just been decided
     */
    static double ago(Duration delay, Settings settings, Progress progress) {
        if (progress.startedAt().isEmpty() && delay.isZero()) {
            return 0;
        }
        Duration left = delay.minus(progress.held());
        int step = progress.step();
        int weight = progress.weight();
        while (left.compareTo(Duration.ZERO) > 0) {
            if (--step < 0) {
                return 0;
            }
            weight = settings.step(step).weight();
            left = left.minus(settings.step(step).hold());
        }
        return weight / 100.0;
    }
}
