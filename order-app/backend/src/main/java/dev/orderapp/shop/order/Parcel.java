package dev.orderapp.shop.order;

/**
 * With whom something travels.
 *
 * @param carrier its name
 * @param trackingNumber the carrier's number of it
 */
public record Parcel(String carrier, String trackingNumber) {}
