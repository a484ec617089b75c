package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** No such order, or not one of this customer: nobody learns which. */
public class UnknownOrderException extends ProblemException {

    UnknownOrderException(long id) {
        super(Problem.UNKNOWN_ORDER, Long.toString(id));
    }
}
