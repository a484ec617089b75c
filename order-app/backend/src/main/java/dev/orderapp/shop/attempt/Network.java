package dev.orderapp.shop.attempt;

import dev.orderapp.shop.network.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request came from, as coarse as one party may hold addresses: a /24 of IPv4, a /64 of IPv6. */
public final class Network {

    private static final int BYTES_OF_IPV4 = 3;
    private static final int BYTES_OF_IPV6 = 8;

    private Network() {}

    /** @param address as the servlet container gives it; never resolved, since a stranger may have written it */
    public static String of(String address) {
        return IpAddress.parse(address)
                .map(bytes -> Arrays.copyOf(bytes, bytes.length == 4 ? BYTES_OF_IPV4 : BYTES_OF_IPV6))
                .map(network -> HexFormat.of().formatHex(network))
                .orElse("unknown");
    }
}
