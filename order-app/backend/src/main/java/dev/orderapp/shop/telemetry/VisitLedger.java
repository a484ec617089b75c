package dev.orderapp.shop.telemetry;

import java.time.Duration;

/**
 * What all Pods of both versions know of visits.
 *
 * <p>Each method throws a {@link org.springframework.dao.DataAccessException} if that can't be asked.
 */
interface VisitLedger {

    /** Whether this process is the first to see the visitor in so long a time. */
    boolean begin(Visitor visitor, Duration once);

    /** The visitor has just ordered, which is to be known for so long. */
    void ordered(Visitor visitor, Duration known);

    /** Whether it is known that the visitor has ordered. */
    boolean hasOrdered(Visitor visitor);
}
