package dev.orderapp.operator.analysis;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random inputs for properties that must hold for all of them. Seeded: a failure names its seed and comes back.
 */
final class RandomInputs {
    private final SplittableRandom random;

    RandomInputs(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Checks a property with so many different random. */
    static void forAll(int runs, Consumer<RandomInputs> property) {
        for (long seed = 0; seed < runs; seed++) {
            try {
                property.accept(new RandomInputs(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** From 0 to below the bound, or 0 where the bound is. */
    long below(long bound) {
        return bound == 0 ? 0 : random.nextLong(bound);
    }

    double between(double low, double high) {
        return random.nextDouble(low, high);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A time until something that comes at random. */
    double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    /** Sizes from nothing to 10¹², each order of magnitude as likely as the others. */
    Counts counts() {
        long total = chance(0.1) ? 0 : (long) Math.pow(10, between(0, 12));
        long bad = chance(0.3) ? 0 : chance(0.1) ? total : below(total + 1);
        return new Counts(total, bad);
    }

    EventDelta delta() {
        return new EventDelta(counts(), counts());
    }

    /** Counts of independent events. */
    Counts events(double rate, double share) {
        long total = poisson(rate);
        return new Counts(total, binomial(total, share));
    }

    /** As {@link #events}, in a time that does not grow with the rate: many good events are as good as normally distributed. */
    Counts manyEvents(double rate, double share) {
        double good = rate * (1 - share);
        long drawn =
                good < 30 ? poisson(good) : Math.max(0, Math.round(good + Math.sqrt(good) * random.nextGaussian()));
        long bad = poisson(rate * share);
        return new Counts(drawn + bad, bad);
    }

    /** Knuth's method for small means, in pieces so that exp does not underflow. */
    long poisson(double mean) {
        long count = 0;
        for (double left = mean; left > 0; left -= 30) {
            double limit = Math.exp(-Math.min(left, 30));
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }

    /** How many of so many independent events are bad. */
    long binomial(long total, double share) {
        if (share >= 1) {
            return total;
        }
        // Jumps from one bad event to the next: geometric gaps.
        long bad = 0;
        long position = 0;
        while (share > 0) {
            position += 1 + (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-share));
            if (position > total) {
                break;
            }
            bad++;
        }
        return bad;
    }
}
