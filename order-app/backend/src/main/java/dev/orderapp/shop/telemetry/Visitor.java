package dev.orderapp.shop.telemetry;

/**
 * Who sent a request, as far as it matters for counting failures.
 *
 * @param name a customer's number, a random cookie or an address, each marked as what it is
 */
record Visitor(String name) {}
