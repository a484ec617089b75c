package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.ProblemException;

/** What became of an order that was to be moved together with others. */
public sealed interface MoveOutcome {

    /** It stands where it was to go, or stood there before. */
    record Moved(Order order) implements MoveOutcome {}

    /** It stays where it was. */
    record Refused(long id, ProblemException reason) implements MoveOutcome {}
}
