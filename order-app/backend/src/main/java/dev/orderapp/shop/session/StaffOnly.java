package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Role;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Lets staff through. The account is asked at each request: who is no staff any more loses the right at once. */
@Component
class StaffOnly implements AuthorizationManager<RequestAuthorizationContext> {

    private final SignedInOnly signedIn;

    StaffOnly(SignedInOnly signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext request) {
        return new AuthorizationDecision(signedIn.accountHolder(request.getRequest())
                .filter(holder -> holder.role() == Role.STAFF)
                .isPresent());
    }
}
