package dev.orderapp.shop.network;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose word counts for where a request came from.
 *
 * @param nearest ranges of those that hand requests to the shop itself, such as the ingress controller's Pods
 * @param further ranges of proxies before these that the nearest writes down, such as a load balancer; empty if there are none
 */
@ConfigurationProperties("shop.proxies")
record ProxySettings(List<String> nearest, List<String> further) {

    /** @throws InvalidSettingException if one is no range of addresses */
    ProxySettings {
        nearest = List.copyOf(nearest);
        further = List.copyOf(further);
        ranges("SHOP_PROXIES", nearest);
        ranges("SHOP_PROXIES_FURTHER", further);
    }

    List<CidrRange> nearestRanges() {
        return ranges("SHOP_PROXIES", nearest);
    }

    List<CidrRange> furtherRanges() {
        return ranges("SHOP_PROXIES_FURTHER", further);
    }

    private static List<CidrRange> ranges(String setting, List<String> texts) {
        return texts.stream()
                .map(text -> CidrRange.parse(text.strip())
                        .orElseThrow(() -> new InvalidSettingException(
                                setting, "must list ranges of addresses, such as 10.0.0.0/8,fc00::/7.")))
                .toList();
    }
}
