package dev.orderapp.e2e.judging;

/** Tags of the images that {@code e2e/images} builds, by what they are. */
final class Versions {
    static final String GOOD = "1.1.0";
    static final String FIVE_PERCENT = "1.2.0";
    static final String ALWAYS = "1.3.0";
    static final String ONE_AND_A_HALF_PERCENT = "1.5.0";
    static final String SLOW = "1.6.0";
    static final String ORDERS_REFUSED = "1.7.0";
    static final String SCRIPT_CRASH = "1.8.0";

    private Versions() {}
}
