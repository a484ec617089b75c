package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A file is no picture of the type that it was announced as, or one that the shop can't show. */
public class InvalidPictureException extends ProblemException {

    private final Flaw flaw;

    /** @param arguments of the flaw's text */
    InvalidPictureException(Flaw flaw, Object... arguments) {
        super(Problem.INVALID_PICTURE, arguments);
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    @Override
    public String detailKey() {
        return flaw.key();
    }
}
