package dev.orderapp.shop.session;

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

/**
 * Tells Spring Security who claims to have sent the request, by the session cookie alone: no database, so that public pages
 * need none for it. Whether the session goes on, {@link SignedInOnly} asks.
 */
class SessionFilter extends OncePerRequestFilter {

    private final SessionCookie cookie;

    SessionFilter(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        cookie.session(request).ifPresent(SessionFilter::signIn);
        chain.doFilter(request, response);
    }

    private static void signIn(Session session) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                session.account(), session, AuthorityUtils.createAuthorityList("CUSTOMER")));
        SecurityContextHolder.setContext(context);
    }
}
