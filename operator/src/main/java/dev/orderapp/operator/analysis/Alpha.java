package dev.orderapp.operator.analysis;

/**
 * The chance of a false alarm that each test of a metric may use up, over the whole release and however often it is measured.
 *
 * @param ratio for the comparison with stable, above 0 and below 1
 * @param ceiling for the comparison with the ceiling, above 0 and below 1
 */
public record Alpha(double ratio, double ceiling) {
    public Alpha {
        requireChance(ratio);
        requireChance(ceiling);
    }

    /**
     * For the comparison by weight, which rolls nothing back unless {@link #ratio} does: of a share of its own it needs none. That its odds must be
     * half as high again halves what the few failures of one stranger can do, for some seconds.
     */
    double byWeight() {
        return ratio / 1.5;
    }

    private static void requireChance(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a chance of a false alarm must be above 0 and below 1, not " + alpha);
        }
    }
}
