package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.Customers;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/**
 * Lets everybody through who is signed in. The account is asked at each request: a changed password ends all sessions that
 * began before at once, whoever has their cookies.
 */
@Component
class SignedInOnly implements AuthorizationManager<RequestAuthorizationContext> {

    private final Customers customers;

    SignedInOnly(Customers customers) {
        this.customers = customers;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext request) {
        return new AuthorizationDecision(customer(authentication.get()).isPresent());
    }

    /**
     * Who is signed in, if anybody is.
     *
     * @throws CredentialsExpiredException if the session was ended: its browser is to sign in again
     */
    Optional<Customer> customer(Authentication authentication) {
        if (!(authentication.getCredentials() instanceof Session session)) {
            return Optional.empty();
        }
        Optional<Customer> customer = customers.find(session.customer(), session.epoch());
        if (customer.isEmpty()) {
            throw new CredentialsExpiredException("The session was ended.");
        }
        return customer;
    }
}
