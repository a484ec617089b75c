package dev.orderapp.shop.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orderapp.shop.attempt.Attempts;
import dev.orderapp.shop.attempt.Limit;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.util.Objects;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Lets customers choose another password, who know theirs. */
@Service
public class PasswordChange {

    private final Customers customers;
    private final PasswordEncoder passwords;
    private final HashingSlots slots;
    private final Attempts attempts;

    PasswordChange(Customers customers, PasswordEncoder passwords, HashingSlots slots, Attempts attempts) {
        this.customers = customers;
        this.passwords = passwords;
        this.slots = slots;
        this.attempts = attempts;
    }

    /**
     * Changes the password and ends the account's sessions. Whoever found a browser open may not guess without end.
     *
     * @param network from where
     * @return the account as it is then, for a session that goes on
     * @throws InvalidFieldException if the current password is wrong, or the new one can't be
     * @throws ProblemException if too many wrong ones were tried, or another change was faster
     */
    public Account change(CustomerId customer, Form form, String network) {
        Account account =
                customers.findAccount(customer).orElseThrow(() -> new ProblemException(Problem.NOT_SIGNED_IN));
        String next = NewPassword.parse("new", form.next(), account.customer().email());
        String subject = Long.toString(customer.value());
        HashingSlots.Demand demand = new HashingSlots.Demand(account.customer().email(), network, true);
        String hash = slots.compute(demand, () -> {
            attempts.requireBelow(Limit.FAILED_PASSWORD_CHANGES, subject);
            if (!passwords.matches(Objects.requireNonNullElse(form.current(), ""), account.passwordHash())) {
                attempts.count(Limit.FAILED_PASSWORD_CHANGES, subject);
                throw new InvalidFieldException("current", "password-wrong");
            }
            return passwords.encode(next);
        });
        if (!customers.changePassword(account, hash)) {
            throw new ProblemException(Problem.CHANGED_MEANWHILE);
        }
        return customers.findAccount(customer).orElseThrow();
    }

    /** What the customer fills in: {@code {"current", "new"}}. */
    public record Form(String current, @JsonProperty("new") String next) {

        /** Without the passwords. */
        @Override
        public String toString() {
            return "Form[]";
        }
    }
}
