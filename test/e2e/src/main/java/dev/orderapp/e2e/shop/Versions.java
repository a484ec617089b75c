package dev.orderapp.e2e.shop;

/** Tags of the images that {@code test/e2e/images} builds, by what they are. */
public final class Versions {
    public static final String GOOD = "1.1.0";
    public static final String FIVE_PERCENT = "1.2.0";
    public static final String ALWAYS = "1.3.0";
    public static final String ONE_AND_A_HALF_PERCENT = "1.5.0";
    public static final String SLOW = "1.6.0";
    public static final String ORDERS_REFUSED = "1.7.0";
    public static final String SCRIPT_CRASH = "1.8.0";
    public static final String HANGS = "1.9.0";
    public static final String STARVES = "1.10.0";
    public static final String FAILS_ON_DEMAND = "1.11.0";
    public static final String HALF = "1.12.0";
    public static final String DEAD_ORDER_BUTTON = "1.13.0";

    private Versions() {}
}
