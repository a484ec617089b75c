package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** There is no picture of that name. */
public class UnknownPictureException extends ProblemException {

    UnknownPictureException() {
        super(Problem.UNKNOWN_PICTURE);
    }
}
