package dev.orderapp.shop.attempt;

/** Where a request came from, as coarse as addresses are handed out: one household has one IPv4 address, or 2^64 of IPv6. */
public final class Network {

    private static final int GROUPS = 4;

    private Network() {}

    /** @param address as the servlet container gives it; never resolved, since a stranger may have written it */
    public static String of(String address) {
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        int gap = address.indexOf("::");
        String[] head = (gap < 0 ? address : address.substring(0, gap)).split(":");
        StringBuilder network = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            network.append(group < head.length ? head[group] : "0").append(':');
        }
        return network.toString();
    }
}
