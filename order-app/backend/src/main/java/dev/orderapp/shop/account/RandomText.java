package dev.orderapp.shop.account;

import java.security.SecureRandom;
import java.util.Base64;

/** Text that nobody guesses, of letters that an address can hold. */
public final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** One of so many random bytes. */
    public static String of(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
