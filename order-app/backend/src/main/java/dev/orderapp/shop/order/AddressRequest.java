package dev.orderapp.shop.order;

import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Locale;
import java.util.Set;

/** An address as a client sends it: anything may be missing or wrong. */
record AddressRequest(
        String recipient, String street, String extra, String postalCode, String city, String country, String phone) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /**
     * @param path where the address stands in the body, with a dot at the end, or empty
     * @throws InvalidFieldException naming the first field that can't be
     */
    Address toAddress(String path) {
        return new Address(
                Require.words(path + "recipient", recipient, 1, 100),
                Require.words(path + "street", street, 1, 200),
                Require.words(path + "extra", extra, 0, 200),
                Require.line(path + "postalCode", postalCode, 2, 16),
                Require.words(path + "city", city, 1, 100),
                country(path + "country"),
                Require.line(path + "phone", phone, 0, 30));
    }

    private String country(String field) {
        String code = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw new InvalidFieldException(field, "country");
        }
        return code;
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "AddressRequest[]";
    }
}
