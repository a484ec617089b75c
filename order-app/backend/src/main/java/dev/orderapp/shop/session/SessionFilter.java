package dev.orderapp.shop.session;

import dev.orderapp.shop.account.CustomerId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells Spring Security who sent the request, by the session cookie alone: no database, no state in this process. */
class SessionFilter extends OncePerRequestFilter {

    private final SessionCookie cookie;

    SessionFilter(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        cookie.read(request).ifPresent(SessionFilter::signIn);
        chain.doFilter(request, response);
    }

    private static void signIn(CustomerId customer) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                customer, null, AuthorityUtils.createAuthorityList("CUSTOMER")));
        SecurityContextHolder.setContext(context);
    }
}
