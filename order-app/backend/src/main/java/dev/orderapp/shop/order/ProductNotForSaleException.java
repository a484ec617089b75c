package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A product that can't be ordered: there is none of that id, or it was withdrawn. */
public class ProductNotForSaleException extends ProblemException {

    ProductNotForSaleException(long id) {
        super(Problem.PRODUCT_NOT_FOR_SALE, Long.toString(id));
        with("productId", id);
    }
}
