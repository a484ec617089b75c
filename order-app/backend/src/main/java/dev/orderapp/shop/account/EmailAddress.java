package dev.orderapp.shop.account;

import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an e-mail address looks like and when two are the same. */
public final class EmailAddress {

    private static final int MAX_LENGTH = 254;

    /**
     * Whether an address works, only a letter to it can tell. But no letters that look like others, and no sign that means
     * something where an address is made a link: of what RFC 5322 allows besides, hardly any address makes use.
     */
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9._+'-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]{2,}");

    private EmailAddress() {}

    /**
     * The address as it is kept.
     *
     * @throws InvalidFieldException if it is none
     */
    public static String parse(String field, String text) {
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
