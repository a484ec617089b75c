package dev.orderapp.shop.account;

import dev.orderapp.shop.problem.InvalidFieldException;
import java.nio.charset.StandardCharsets;

/** What somebody may choose as a password: long, rather than of odd characters. */
final class NewPassword {

    static final int MIN_CHARACTERS = 10;

    /** bcrypt reads no further. */
    private static final int MAX_BYTES = 72;

    private NewPassword() {}

    /** @throws InvalidFieldException if it is too short, too long, the address itself, or what many people use */
    static String parse(String field, String text, String email) {
        String password = text == null ? "" : text;
        if (password.codePointCount(0, password.length()) < MIN_CHARACTERS
                || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidFieldException(field, "password", MIN_CHARACTERS, MAX_BYTES);
        }
        if (EmailAddress.canonical(password).equals(email)) {
            throw new InvalidFieldException(field, "password-is-email");
        }
        if (CommonPasswords.contains(password)) {
            throw new InvalidFieldException(field, "password-common");
        }
        return password;
    }
}
