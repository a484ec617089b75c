package dev.orderapp.shop.ratelimit;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.time.Duration;

/** Nothing is tried any more until some time has passed. */
public class TooManyAttemptsException extends ProblemException {

    TooManyAttemptsException(Duration wait) {
        super(Problem.TOO_MANY_ATTEMPTS, wait.toMinutes() + 1);
        with("retryAfter", wait.toSeconds() + 1);
    }
}
