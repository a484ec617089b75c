package dev.orderapp.shop.account;

import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an e-mail address looks like and when two are the same. */
final class EmailAddress {

    private static final int MAX_LENGTH = 254;

    /** Loose on purpose: whether an address works, only a letter to it can tell. */
    private static final Pattern FORM = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]+\\.[^@\\s<>\".]+");

    private EmailAddress() {}

    /**
     * The address as it is kept.
     *
     * @throws InvalidFieldException if it is none
     */
    static String parse(String field, String text) {
        String address = canonical(Require.line(field, text, 1, MAX_LENGTH));
        if (!FORM.matcher(address).matches()) {
            throw new InvalidFieldException(field, "email");
        }
        return address;
    }

    static String canonical(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
