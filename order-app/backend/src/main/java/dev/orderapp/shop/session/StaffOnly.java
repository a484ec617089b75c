package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Customers;
import dev.orderapp.shop.account.Role;
import java.util.Optional;
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

    private final Customers customers;

    StaffOnly(Customers customers) {
        this.customers = customers;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext request) {
        Optional<Customer> account =
                authentication.get().getPrincipal() instanceof CustomerId id ? customers.find(id) : Optional.empty();
        return new AuthorizationDecision(
                account.filter(known -> known.role() == Role.STAFF).isPresent());
    }
}
