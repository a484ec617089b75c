package dev.orderapp.shop.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;

/**
 * Whose page sent a request, as browsers say it, whatever that page would like them to say. A token against forged requests
 * protects who is signed in; this protects who isn't yet, and could be signed in to another account than their own.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata</a>: sent over https, and to localhost
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">RFC 6454</a>: {@code Origin}, sent with every change
 */
final class SendingSite {

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final String OURS = "same-origin";
    /** Typed in, or a bookmark. */
    private static final String NOBODYS = "none";

    private SendingSite() {}

    /** Whether it is another site's page, a neighbour under the same domain included. False for what is no browser. */
    static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        if (site != null) {
            return !site.equals(OURS) && !site.equals(NOBODYS);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isOf(origin, request.getHeader(HttpHeaders.HOST));
    }

    /** Whether that origin has this host and port; {@code null}, which hides one, has none. */
    private static boolean isOf(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
