package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.product.Product;
import java.util.Locale;

/** Fewer pieces are left than were asked for. */
public class OutOfStockException extends ProblemException {

    OutOfStockException(Product product, Locale locale) {
        super(Problem.OUT_OF_STOCK, product.stock(), product.name().in(locale));
        with("productId", product.id());
        with("available", product.stock());
    }
}
