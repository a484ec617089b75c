package dev.orderapp.shop.account;

/** Names one account, a customer's or the staff's. It is the principal of every signed-in request. */
public record AccountId(long value) {}
