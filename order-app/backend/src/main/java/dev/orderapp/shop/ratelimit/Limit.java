package dev.orderapp.shop.ratelimit;

/** What may be tried only so often within {@link RateLimiter#WINDOW}. The names are part of what is stored, so they stay. */
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
    SIGN_UPS_FROM_NETWORK(100);

    private final int max;

    Limit(int max) {
        this.max = max;
    }

    int max() {
        return max;
    }
}
