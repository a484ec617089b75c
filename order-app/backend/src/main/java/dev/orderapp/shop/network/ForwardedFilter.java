package dev.orderapp.shop.network;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes what the proxy before the shop says of a visitor, and nobody else: from which address ({@code X-Forwarded-For})
 * and whether by https ({@code X-Forwarded-Proto}), as ingress controllers write them. They overwrite or append to these
 * two, while they pass a visitor's own {@code Forwarded} and all other headers of the kind on, so those are never read.
 *
 * <p>Of several addresses the last one counts, which the nearest proxy wrote, or the last one before those of further proxies
 * that the installation names: whatever stands before was there when the request came to them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@EnableConfigurationProperties(ProxySettings.class)
class ForwardedFilter extends OncePerRequestFilter {

    private static final String ADDRESSES = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";

    private final List<CidrRange> nearest;
    private final List<CidrRange> further;

    ForwardedFilter(ProxySettings settings) {
        this.nearest = settings.nearestRanges();
        this.further = settings.furtherRanges();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean forwarded = isIn(nearest, request.getRemoteAddr());
        chain.doFilter(
                forwarded ? new ForwardedRequest(request, visitor(request), secure(request)) : request, response);
    }

    /** The last address that is no proxy's. What is no address at all ends the search: a proxy writes none such. */
    private String visitor(HttpServletRequest request) {
        List<String> named = all(request, ADDRESSES);
        String visitor = request.getRemoteAddr();
        for (int last = named.size() - 1; last >= 0; last--) {
            if (IpAddress.parse(named.get(last)).isEmpty()) {
                return visitor;
            }
            visitor = named.get(last);
            if (!isIn(further, visitor)) {
                return visitor;
            }
        }
        return visitor;
    }

    private static boolean secure(HttpServletRequest request) {
        List<String> protocols = all(request, PROTOCOL);
        return protocols.isEmpty()
                ? request.isSecure()
                : protocols.get(protocols.size() - 1).equalsIgnoreCase("https");
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .toList();
    }

    private static boolean isIn(List<CidrRange> ranges, String address) {
        Optional<byte[]> bytes = IpAddress.parse(address);
        return bytes.isPresent() && ranges.stream().anyMatch(range -> range.contains(bytes.get()));
    }
}
