package dev.orderapp.shop.order;

/**
 * Where an order goes.
 *
 * @param extra floor, door; may be empty
 * @param country ISO 3166, two letters
 * @param phone may be empty
 */
public record Address(
        String recipient, String street, String extra, String postalCode, String city, String country, String phone) {

    /** Without the personal data, which has no place in a log. */
    @Override
    public String toString() {
        return "Address[]";
    }
}
