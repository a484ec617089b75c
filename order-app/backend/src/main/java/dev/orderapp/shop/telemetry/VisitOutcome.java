package dev.orderapp.shop.telemetry;

/** What a visit brought by the age at which all are counted. */
enum VisitOutcome {
    /** An order, or more. */
    ORDERED,
    /** None. */
    LEFT
}
