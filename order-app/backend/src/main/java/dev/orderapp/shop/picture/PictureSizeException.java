package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** An upload is longer than a picture may be. */
public class PictureSizeException extends ProblemException {

    PictureSizeException() {
        super(Problem.PICTURE_TOO_LARGE, Picture.MAX_BYTES);
    }
}
