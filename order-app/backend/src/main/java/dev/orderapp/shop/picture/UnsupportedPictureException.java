package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A file is of a type that the shop doesn't take. */
public class UnsupportedPictureException extends ProblemException {

    UnsupportedPictureException() {
        super(Problem.UNSUPPORTED_PICTURE);
    }
}
