package dev.orderapp.shop.network;

import java.util.Arrays;
import java.util.HexFormat;

/** The network that a request came from, as coarse as one party may hold addresses: a /24 of IPv4, a /64 of IPv6. */
public final class NetworkPrefix {

    private static final int BYTES_OF_IPV4 = 3;
    private static final int BYTES_OF_IPV6 = 8;

    private NetworkPrefix() {}

    /** @param address as the servlet container gives it; never resolved, since a stranger may have written it */
    public static String of(String address) {
        return IpAddress.parse(address)
                .map(bytes -> Arrays.copyOf(bytes, bytes.length == 4 ? BYTES_OF_IPV4 : BYTES_OF_IPV6))
                .map(network -> HexFormat.of().formatHex(network))
                .orElse("unknown");
    }
}
