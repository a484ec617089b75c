package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Customers;
import dev.orderapp.shop.account.HashingSlots;
import dev.orderapp.shop.attempt.Attempts;
import dev.orderapp.shop.attempt.Limit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Checks passwords, and only so many wrong ones. */
@Service
class SignIn {

    private final Customers customers;
    private final PasswordEncoder passwords;
    private final HashingSlots slots;
    private final Attempts attempts;

    /** Checked for addresses without an account, so that the time of an answer doesn't tell which ones have one. */
    private final String hashOfNobody;

    SignIn(Customers customers, PasswordEncoder passwords, HashingSlots slots, Attempts attempts) {
        this.customers = customers;
        this.passwords = passwords;
        this.slots = slots;
        this.attempts = attempts;
        this.hashOfNobody = passwords.encode("nobody's password");
    }

    /**
     * The account of that address, if the password is theirs.
     *
     * @param network where the request comes from
     * @param browser the name of the browser, if an account knows it
     * @throws dev.orderapp.shop.attempt.TooManyAttemptsException if there were too many, above all wrong ones
     * @throws dev.orderapp.shop.problem.ProblemException if too many are being checked
     */
    Optional<Account> authenticate(
            String email, String password, String network, Function<CustomerId, Optional<String>> browser) {
        Optional<Account> account = customers.findAccount(email);
        Optional<String> known = account.map(found -> found.customer().id()).flatMap(browser);
        String name = email.strip().toLowerCase(Locale.ROOT);
        // Right ones cost as much to check, so they are limited too.
        attempts.requireBelow(Limit.SIGN_INS_OF_ACCOUNT, name);
        attempts.requireBelow(Limit.SIGN_INS_FROM_NETWORK, network);
        HashingSlots.Demand demand = new HashingSlots.Demand(name, network, known.isPresent());
        // Counted where it is computed: as many guesses as there are slots may pass the limit together, not more.
        Optional<Account> signedIn = slots.compute(
                demand,
                () -> known.isPresent()
                        ? check(account, password, Limit.FAILED_SIGN_INS_OF_BROWSER, known.get())
                        : fromAnyBrowser(account, name, password, network));
        if (signedIn.isPresent()) {
            attempts.count(Limit.SIGN_INS_OF_ACCOUNT, name);
            attempts.count(Limit.SIGN_INS_FROM_NETWORK, network);
        }
        return signedIn;
    }

    /** Addresses without an account are counted too, or the limit would tell which have one. */
    private Optional<Account> fromAnyBrowser(Optional<Account> account, String email, String password, String network) {
        attempts.requireBelow(Limit.FAILED_SIGN_INS_FROM_NETWORK, network);
        Optional<Account> signedIn = check(account, password, Limit.FAILED_SIGN_INS_OF_ACCOUNT, email);
        if (signedIn.isEmpty()) {
            attempts.count(Limit.FAILED_SIGN_INS_FROM_NETWORK, network);
        }
        return signedIn;
    }

    private Optional<Account> check(Optional<Account> account, String password, Limit limit, String subject) {
        boolean failedBefore = attempts.requireBelow(limit, subject);
        boolean matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(hashOfNobody));
        Optional<Account> signedIn = account.filter(known -> matches);
        if (signedIn.isEmpty()) {
            attempts.count(limit, subject);
        } else if (failedBefore) {
            attempts.forget(limit, subject);
        }
        return signedIn;
    }
}
