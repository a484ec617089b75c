package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.settings.ShopSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names the revision in every answer, errors included: before all other filters, which may refuse a request. Only what
 * Tomcat itself refuses while it reads the head of a request (TRACE, malformed lines) goes without.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RevisionFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Order-App-Revision";

    private final String revision;

    RevisionFilter(ShopSettings settings) {
        this.revision = settings.revision();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HEADER, revision);
        chain.doFilter(request, response);
    }
}
