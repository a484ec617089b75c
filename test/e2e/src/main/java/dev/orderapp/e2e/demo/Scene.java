package dev.orderapp.e2e.demo;

import dev.orderapp.v1.Outcome;

/**
 * One release of the demo.
 *
 * @param title what is wrong with it, or that nothing is
 * @param tag tag of both images
 * @param expected how it must end
 * @param kind what its shoppers must notice of it
 */
record Scene(String title, String tag, Outcome expected, Kind kind) {
    /** What a version does to its visitors. */
    enum Kind {
        GOOD,
        FAILS_SOMETIMES,
        FAILS_ALWAYS,
        NEVER_READY
    }
}
