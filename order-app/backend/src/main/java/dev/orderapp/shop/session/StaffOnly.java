package dev.orderapp.shop.session;

import dev.orderapp.shop.account.StaffRole;
import java.util.Set;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Lets staff through. The account is asked at each request: who loses a role loses its rights at once. */
@Component
class StaffOnly {

    private final SignedInOnly signedIn;

    StaffOnly(SignedInOnly signedIn) {
        this.signedIn = signedIn;
    }

    /** Those who have one of these roles. */
    AuthorizationManager<RequestAuthorizationContext> with(StaffRole... roles) {
        Set<StaffRole> sufficient = Set.of(roles);
        return (authentication, request) -> new AuthorizationDecision(signedIn.accountHolder(request.getRequest())
                .filter(holder -> holder.staffRoles().stream().anyMatch(sufficient::contains))
                .isPresent());
    }
}
