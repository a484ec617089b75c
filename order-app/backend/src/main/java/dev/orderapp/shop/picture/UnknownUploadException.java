package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** There is no upload of that id: it was never begun, nothing was sent, or it was confirmed or given up. */
public class UnknownUploadException extends ProblemException {

    UnknownUploadException() {
        super(Problem.UNKNOWN_UPLOAD);
    }
}
