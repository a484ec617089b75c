package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A file is no picture of the type that it was announced as, or one that the shop can't show. */
public class InvalidPictureException extends ProblemException {

    private final PictureDefect defect;

    /** @param arguments of the defect's text */
    InvalidPictureException(PictureDefect defect, Object... arguments) {
        super(Problem.INVALID_PICTURE, arguments);
        this.defect = defect;
    }

    PictureDefect defect() {
        return defect;
    }

    @Override
    public String detailKey() {
        return defect.key();
    }
}
