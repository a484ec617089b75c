package dev.orderapp.shop.account;

import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.problem.Require;
import dev.orderapp.shop.ratelimit.Limit;
import dev.orderapp.shop.ratelimit.RateLimiter;
import java.util.Locale;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Makes accounts for customers. */
@Service
class SignUp {

    private static final int MAX_NAME = 100;

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final PasswordHashingLimiter hashing;
    private final RateLimiter limiter;
    private final Outbox outbox;
    private final Transactions transactions;

    SignUp(
            Accounts accounts,
            PasswordEncoder passwords,
            PasswordHashingLimiter hashing,
            RateLimiter limiter,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.hashing = hashing;
        this.limiter = limiter;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Makes a customer's account. That an address has one already can't be hidden from somebody who tries to register it,
     * without letters to that address; the limit keeps anybody from asking for many.
     *
     * @param form what the customer filled in
     * @param network from where
     * @param language in which the customer is asked to confirm the address
     * @throws ProblemException if something filled in can't be, the address has an account, or too many were tried
     */
    AccountHolder register(Form form, String network, Locale language) {
        String email = EmailAddress.parse("email", form.email());
        String name = Require.words("name", form.name(), 1, MAX_NAME);
        String password = NewPassword.parse("password", form.password(), email);
        limiter.requireBelow(Limit.SIGN_UPS_FROM_NETWORK, network);
        limiter.count(Limit.SIGN_UPS_FROM_NETWORK, network);
        String hash = hashing.compute(
                new PasswordHashingLimiter.Caller(email, network, false), () -> passwords.encode(password));
        try {
            return transactions.execute(() -> {
                outbox.toAddress(LetterKind.EMAIL_CONFIRMATION, email, language);
                return accounts.insert(email, name, Set.of(), hash);
            });
        } catch (DuplicateKeyException e) {
            throw new ProblemException(Problem.EMAIL_TAKEN);
        }
    }

    record Form(String email, String name, String password) {

        /** Without what was filled in. */
        @Override
        public String toString() {
            return "Form[]";
        }
    }
}
