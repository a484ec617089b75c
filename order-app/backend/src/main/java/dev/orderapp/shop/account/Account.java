package dev.orderapp.shop.account;

import java.time.Instant;

/**
 * An account with what a password is checked against.
 *
 * @param holder the person that it belongs to
 * @param passwordHash bcrypt
 * @param sessionEpoch how often all sessions of the account were ended
 * @param since when it was made
 */
public record Account(AccountHolder holder, String passwordHash, int sessionEpoch, Instant since) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + holder + "]";
    }
}
