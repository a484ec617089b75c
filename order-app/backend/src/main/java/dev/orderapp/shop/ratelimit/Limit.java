package dev.orderapp.shop.ratelimit;

import java.time.Duration;

/** What may be tried only so often within its window. The names are part of what is stored, so they stay. */
public enum Limit {
    /** Wrong passwords for one address from browsers in which nobody signed in as it before. */
    FAILED_SIGN_INS_OF_ACCOUNT(10),
    /** Wrong passwords from one browser, for the account that it is known to. */
    FAILED_SIGN_INS_OF_BROWSER(10),
    /** Wrong passwords for any addresses from one network. Many people may share one. */
    FAILED_SIGN_INS_FROM_NETWORK(100),
    /** Right passwords for one address: more than a person needs, and what checking them may cost. */
    SIGN_INS_OF_ACCOUNT(300),
    /** Right passwords from one network, for the same reason. */
    SIGN_INS_FROM_NETWORK(3_000),
    /** Wrong passwords of somebody who is signed in and wants another one. */
    FAILED_PASSWORD_CHANGES(10),
    /** New accounts, or tries to make one, from one network. */
    SIGN_UPS_FROM_NETWORK(100),
    /** Letters for another password that somebody asks for, for any addresses. */
    PASSWORD_RESETS_FROM_NETWORK(30),
    /** Such letters to one address, whoever asks for them. */
    PASSWORD_RESETS_OF_ACCOUNT(3),
    /** Letters about orders to an address that nobody has confirmed: whoever signed up with it may not be its owner. */
    LETTERS_TO_UNCONFIRMED(20, Duration.ofDays(1));

    private final int max;
    private final Duration window;

    Limit(int max) {
        this(max, Duration.ofMinutes(15));
    }

    Limit(int max, Duration window) {
        this.max = max;
        this.window = window;
    }

    int max() {
        return max;
    }

    /** For how long an attempt counts, from the first one on. */
    Duration window() {
        return window;
    }
}
