package dev.orderapp.operator.analysis;

/**
 * Events of one side of the comparison, over an interval or since the release began.
 *
 * @param total all events, at most {@link #MAX}
 * @param bad the bad ones among them
 */
public record Counts(long total, long bad) {
    /** 2⁵³, up to which a {@code double} still counts one by one; sums stay there instead of overflowing. */
    public static final long MAX = 1L << 53;

    public static final Counts NONE = new Counts(0, 0);

    /** @throws IllegalArgumentException unless 0 ≤ bad ≤ total ≤ {@link #MAX} */
    public Counts {
        if (bad < 0 || total < bad || total > MAX) {
            throw new IllegalArgumentException(
                    "counts must satisfy 0 <= bad <= total <= 2^53, not " + bad + " bad of " + total);
        }
    }

    public Counts plus(Counts other) {
        return new Counts(Math.min(MAX, total + other.total), Math.min(MAX, bad + other.bad));
    }

    public long good() {
        return total - bad;
    }

    /** Share of bad events, 0 if there were none at all. */
    public double share() {
        return total == 0 ? 0 : (double) bad / total;
    }
}
