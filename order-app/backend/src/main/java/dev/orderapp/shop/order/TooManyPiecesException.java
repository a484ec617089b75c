package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** The order has fewer pieces of which that can be done. */
public class TooManyPiecesException extends ProblemException {

    TooManyPiecesException(long product, int available) {
        super(Problem.TOO_MANY_PIECES, product, available);
        with("productId", product);
        with("available", available);
    }
}
