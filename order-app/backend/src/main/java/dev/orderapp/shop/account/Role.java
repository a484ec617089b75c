package dev.orderapp.shop.account;

/** What an account may do. The names stand in the database and in the API. */
public enum Role {
    /** Buys. */
    CUSTOMER,
    /** Works for the shop; may buy too. Made by the installation alone, never by a request. */
    STAFF
}
