package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** This installation has no place for uploaded pictures. */
public class NoPictureStoreException extends ProblemException {

    NoPictureStoreException() {
        super(Problem.NO_PICTURE_STORE);
    }
}
