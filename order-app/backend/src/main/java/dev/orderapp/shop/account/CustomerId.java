package dev.orderapp.shop.account;

/** Names one customer. It is the principal of every signed-in request. */
public record CustomerId(long value) {}
