package dev.orderapp.shop.account;

/**
 * A customer with what a password is checked against.
 *
 * @param passwordHash bcrypt
 */
public record Account(Customer customer, String passwordHash) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + customer + "]";
    }
}
