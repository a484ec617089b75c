package dev.orderapp.shop.account;

/**
 * A customer with what a password is checked against.
 *
 * @param passwordHash bcrypt
 * @param sessionEpoch how often all sessions of the account were ended
 */
public record Account(Customer customer, String passwordHash, int sessionEpoch) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + customer + "]";
    }
}
