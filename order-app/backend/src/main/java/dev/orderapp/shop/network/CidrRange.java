package dev.orderapp.shop.network;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A range of addresses in CIDR notation, as {@code 10.0.0.0/8}.
 *
 * @param start one of them, as a number
 * @param length of an address, in bytes
 * @param bits how many of its first bits they share
 */
record CidrRange(BigInteger start, int length, int bits) {

    /** The range that is written so, or that one address; empty if the text is neither. */
    static Optional<CidrRange> parse(String text) {
        String[] parts = text.split("/", 2);
        return IpAddress.parse(parts[0]).flatMap(address -> bits(parts, address.length * 8)
                .map(bits -> new CidrRange(new BigInteger(1, address), address.length, bits)));
    }

    boolean contains(byte[] address) {
        int others = length * 8 - bits;
        return address.length == length
                && start.shiftRight(others).equals(new BigInteger(1, address).shiftRight(others));
    }

    private static Optional<Integer> bits(String[] parts, int most) {
        if (parts.length == 1) {
            return Optional.of(most);
        }
        return Optional.of(parts[1])
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .filter(bits -> bits <= most);
    }
}
