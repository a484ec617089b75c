package dev.orderapp.v1;

/** A day of the week. */
public enum Weekday {
    /** Monday. */
    Mon,
    /** Tuesday. */
    Tue,
    /** Wednesday. */
    Wed,
    /** Thursday. */
    Thu,
    /** Friday. */
    Fri,
    /** Saturday. */
    Sat,
    /** Sunday. */
    Sun
}
