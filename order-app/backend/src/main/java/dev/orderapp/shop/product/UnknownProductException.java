package dev.orderapp.shop.product;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A product that the shop doesn't have. */
public class UnknownProductException extends ProblemException {

    public UnknownProductException(long id) {
        super(Problem.UNKNOWN_PRODUCT, Long.toString(id));
        with("productId", id);
    }
}
