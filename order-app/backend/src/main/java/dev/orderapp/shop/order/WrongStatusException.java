package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** The order is in a status that doesn't allow what was asked. */
public class WrongStatusException extends ProblemException {

    WrongStatusException(OrderStatus current) {
        super(Problem.WRONG_STATUS, current.name());
        with("orderStatus", current);
    }
}
