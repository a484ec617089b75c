package dev.orderapp.shop.account;

/** What an account may do. The names stand in the database and in the API. */
public enum Role {
    /** Buys. May have a {@link StaffRole} as well, of which the release before knows nothing. */
    CUSTOMER,
    /** Works for the shop as an administrator; may buy too. */
    STAFF
}
