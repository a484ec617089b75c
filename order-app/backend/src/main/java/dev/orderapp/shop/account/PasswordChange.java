package dev.orderapp.shop.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orderapp.shop.account.AccountTokens.Purpose;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.ratelimit.Limit;
import dev.orderapp.shop.ratelimit.RateLimiter;
import java.util.Objects;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Lets customers choose another password, who know theirs. */
@Service
public class PasswordChange {

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final PasswordHashingLimiter hashing;
    private final RateLimiter limiter;
    private final AccountTokens tokens;

    PasswordChange(
            Accounts accounts,
            PasswordEncoder passwords,
            PasswordHashingLimiter hashing,
            RateLimiter limiter,
            AccountTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.passwords = passwords;
        this.hashing = hashing;
        this.limiter = limiter;
    }

    /**
     * Changes the password and ends the account's sessions. Whoever found a browser open may not guess without end.
     *
     * @param network from where
     * @return the account as it is then, for a session that goes on
     * @throws InvalidFieldException if the current password is wrong, or the new one can't be
     * @throws ProblemException if too many wrong ones were tried, or another change was faster
     */
    public Account change(AccountId customer, Form form, String network) {
        Account account = accounts.findAccount(customer).orElseThrow(() -> new ProblemException(Problem.NOT_SIGNED_IN));
        String next = NewPassword.parse("new", form.next(), account.holder().email());
        String subject = Long.toString(customer.value());
        PasswordHashingLimiter.Caller caller =
                new PasswordHashingLimiter.Caller(account.holder().email(), network, true);
        String hash = hashing.compute(caller, () -> {
            limiter.requireBelow(Limit.FAILED_PASSWORD_CHANGES, subject);
            if (!passwords.matches(Objects.requireNonNullElse(form.current(), ""), account.passwordHash())) {
                limiter.count(Limit.FAILED_PASSWORD_CHANGES, subject);
                throw new InvalidFieldException("current", "password-wrong");
            }
            return passwords.encode(next);
        });
        if (!accounts.changePassword(account, hash)) {
            throw new ProblemException(Problem.CHANGED_MEANWHILE);
        }
        tokens.revoke(customer, Purpose.RESET_PASSWORD);
        return accounts.findAccount(customer).orElseThrow();
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
