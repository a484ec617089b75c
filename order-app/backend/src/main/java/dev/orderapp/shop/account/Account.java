package dev.orderapp.shop.account;

import java.time.Instant;

/**
 * A customer with what a password is checked against.
 *
 * @param passwordHash bcrypt
 * @param sessionEpoch how often all sessions of the account were ended
 * @param since when it was made
 */
public record Account(Customer customer, String passwordHash, int sessionEpoch, Instant since) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + customer + "]";
    }
}
