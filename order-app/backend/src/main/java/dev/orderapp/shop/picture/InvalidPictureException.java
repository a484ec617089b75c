package dev.orderapp.shop.picture;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;

/** A file is no picture of the type that it was announced as, or one that the shop can't show. */
public class InvalidPictureException extends ProblemException {

    private final String reason;

    /** @param reason what is wrong with the file, to be read after "The file can't be used as a picture: " */
    InvalidPictureException(String reason) {
        super(Problem.INVALID_PICTURE, reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return "The picture can't be used: " + reason + ".";
    }
}
