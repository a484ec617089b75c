package dev.orderapp.shop.telemetry;

/**
 * Who sent a request, as far as it matters for what counts.
 *
 * @param name a customer's number or a network, marked as what it is
 */
record Visitor(String name) {}
