package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Accounts;
import dev.orderapp.shop.account.PasswordHashingLimiter;
import dev.orderapp.shop.ratelimit.Limit;
import dev.orderapp.shop.ratelimit.RateLimiter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Checks passwords, and only so many wrong ones. */
@Service
class SignIn {

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final PasswordHashingLimiter hashing;
    private final RateLimiter limiter;

    /** Checked for addresses without an account, so that the time of an answer doesn't tell which ones have one. */
    private final String dummyHash;

    SignIn(Accounts accounts, PasswordEncoder passwords, PasswordHashingLimiter hashing, RateLimiter limiter) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.hashing = hashing;
        this.limiter = limiter;
        this.dummyHash = passwords.encode("nobody's password");
    }

    /**
     * The account of that address, if the password is theirs.
     *
     * @param network where the request comes from
     * @param browser the name of the browser, if an account knows it
     * @throws dev.orderapp.shop.ratelimit.TooManyAttemptsException if there were too many, above all wrong ones
     * @throws dev.orderapp.shop.problem.ProblemException if too many are being checked
     */
    Optional<Account> authenticate(
            String email, String password, String network, Function<AccountId, Optional<String>> browser) {
        Optional<Account> account = accounts.findAccount(email);
        Optional<String> known = account.map(found -> found.holder().id()).flatMap(browser);
        String name = email.strip().toLowerCase(Locale.ROOT);
        // Right ones cost as much to check, so they are limited too.
        limiter.requireBelow(Limit.SIGN_INS_OF_ACCOUNT, name);
        limiter.requireBelow(Limit.SIGN_INS_FROM_NETWORK, network);
        PasswordHashingLimiter.Caller caller = new PasswordHashingLimiter.Caller(name, network, known.isPresent());
        // Counted where it is computed: as many guesses as are queued may pass the limit together, not more.
        Optional<Account> signedIn = hashing.compute(
                caller,
                () -> known.isPresent()
                        ? check(account, password, Limit.FAILED_SIGN_INS_OF_BROWSER, known.get())
                        : fromAnyBrowser(account, name, password, network));
        if (signedIn.isPresent()) {
            limiter.count(Limit.SIGN_INS_OF_ACCOUNT, name);
            limiter.count(Limit.SIGN_INS_FROM_NETWORK, network);
        }
        return signedIn;
    }

    /** Addresses without an account are counted too, or the limit would tell which have one. */
    private Optional<Account> fromAnyBrowser(Optional<Account> account, String email, String password, String network) {
        limiter.requireBelow(Limit.FAILED_SIGN_INS_FROM_NETWORK, network);
        Optional<Account> signedIn = check(account, password, Limit.FAILED_SIGN_INS_OF_ACCOUNT, email);
        if (signedIn.isEmpty()) {
            limiter.count(Limit.FAILED_SIGN_INS_FROM_NETWORK, network);
        }
        return signedIn;
    }

    private Optional<Account> check(Optional<Account> account, String password, Limit limit, String subject) {
        boolean failedBefore = limiter.requireBelow(limit, subject);
        boolean matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(dummyHash));
        Optional<Account> signedIn = account.filter(known -> matches);
        if (signedIn.isEmpty()) {
            limiter.count(limit, subject);
        } else if (failedBefore) {
            limiter.reset(limit, subject);
        }
        return signedIn;
    }
}
