package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** The idempotency key belongs to an order with other content. */
public class KeyReusedException extends ProblemException {

    KeyReusedException() {
        super(Problem.IDEMPOTENCY_KEY_REUSED);
    }
}
