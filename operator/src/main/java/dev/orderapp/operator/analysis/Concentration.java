package dev.orderapp.operator.analysis;

import dev.orderapp.v1.format.NumberFormats;

/**
 * From how few the recent failures of one version come, repeats included. Not a test, as honest failures may have one cause, but what a
 * reader asks first: a release is bad for many, an attack comes from few.
 *
 * @param version whose failures
 * @param source of what kind the largest source is
 * @param largest failures that the largest source made, at most all
 * @param failures all of them
 */
public record Concentration(Version version, Source source, long largest, long failures) {
    /** Fewer have a largest source by chance. */
    private static final long FEW = 10;

    /** A side of the comparison. */
    public enum Version {
        CANARY("the canary"),
        STABLE("stable");

        private final String label;

        Version(String label) {
            this.label = label;
        }
    }

    /** What failures may have in common. */
    public enum Source {
        NETWORK("network"),
        ACCOUNT("account"),
        REQUEST("kind of request");

        private final String label;

        Source(String label) {
            this.label = label;
        }
    }

    /** @throws IllegalArgumentException unless 0 ≤ largest ≤ failures */
    public Concentration {
        if (largest < 0 || failures < largest) {
            throw new IllegalArgumentException(
                    "the largest source must have 0 to all " + failures + " failures, not " + largest);
        }
    }

    /** Whether one source made at least half of a number that is worth mentioning. */
    boolean isNotable() {
        return failures >= FEW && largest >= failures - largest;
    }

    /** For example "28 of the last 31 failures on stable come from one network". */
    String sentence() {
        return NumberFormats.count(largest) + " of the last " + NumberFormats.count(failures) + " failures on "
                + version.label + " come from one " + source.label;
    }
}
