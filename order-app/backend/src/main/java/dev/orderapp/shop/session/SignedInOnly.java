package dev.orderapp.shop.session;

import dev.orderapp.shop.account.AccountHolder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Lets everybody through who is signed in, as {@link ActiveSessions} knows. */
@Component
class SignedInOnly implements AuthorizationManager<RequestAuthorizationContext> {

    private final SessionCookie cookie;
    private final ActiveSessions sessions;

    SignedInOnly(SessionCookie cookie, ActiveSessions sessions) {
        this.cookie = cookie;
        this.sessions = sessions;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext request) {
        return new AuthorizationDecision(accountHolder(request.getRequest()).isPresent());
    }

    /**
     * Who is signed in, if anybody is.
     *
     * @throws CredentialsExpiredException if the session was ended: its browser is to sign in again
     */
    Optional<AccountHolder> accountHolder(HttpServletRequest request) {
        Optional<AccountHolder> holder = sessions.accountHolder(request);
        if (holder.isEmpty() && cookie.session(request).isPresent()) {
            throw new CredentialsExpiredException("The session was ended.");
        }
        return holder;
    }
}
