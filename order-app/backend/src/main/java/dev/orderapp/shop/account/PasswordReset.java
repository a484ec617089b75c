package dev.orderapp.shop.account;

import dev.orderapp.shop.account.AccountTokens.Purpose;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.ratelimit.Limit;
import dev.orderapp.shop.ratelimit.RateLimiter;
import java.util.Locale;
import java.util.Objects;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Lets customers choose another password who have forgotten theirs, by a letter to their address. */
@Service
class PasswordReset {

    private final Accounts accounts;
    private final AccountTokens tokens;
    private final Outbox outbox;
    private final PasswordEncoder passwords;
    private final PasswordHashingLimiter hashing;
    private final RateLimiter limiter;
    private final Transactions transactions;

    PasswordReset(
            Accounts accounts,
            AccountTokens tokens,
            Outbox outbox,
            PasswordEncoder passwords,
            PasswordHashingLimiter hashing,
            RateLimiter limiter,
            Transactions transactions) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.outbox = outbox;
        this.passwords = passwords;
        this.hashing = hashing;
        this.limiter = limiter;
        this.transactions = transactions;
    }

    /**
     * Sends a letter to the address if it has an account. Whether it has one is not even looked up here, so that neither the answer nor the
     * time it takes tells.
     *
     * @param network from where
     * @throws ProblemException if it is no address, this shop sends no letters, or the network asked too often
     */
    void request(String address, Locale language, String network) {
        String email = EmailAddress.parse("email", address);
        if (!outbox.open()) {
            throw new ProblemException(Problem.NO_LETTERS);
        }
        limiter.requireBelow(Limit.PASSWORD_RESETS_FROM_NETWORK, network);
        limiter.count(Limit.PASSWORD_RESETS_FROM_NETWORK, network);
        // No more than a few, or anybody could fill a mailbox; and whoever asks is told the same as ever.
        if (limiter.admit(Limit.PASSWORD_RESETS_OF_ACCOUNT, email)) {
            outbox.toAddress(LetterKind.PASSWORD_RESET, email, language);
        }
    }

    /**
     * Sets the password and ends all sessions of the account.
     *
     * @param network from where
     * @throws InvalidFieldException if the password can't be
     * @throws ProblemException if the token is not good any more
     */
    void complete(String token, String password, String network) {
        String given = Objects.requireNonNullElse(token, "");
        Account account = tokens.find(given, Purpose.RESET_PASSWORD)
                .flatMap(accounts::findAccount)
                .orElseThrow(() -> new ProblemException(Problem.INVALID_TOKEN));
        AccountHolder holder = account.holder();
        String next = NewPassword.parse("password", password, holder.email());
        String hash = hashing.compute(
                new PasswordHashingLimiter.Caller(holder.email(), network, true), () -> passwords.encode(next));
        transactions.execute(() -> {
            if (!tokens.use(given, holder.id(), Purpose.RESET_PASSWORD)) {
                throw new ProblemException(Problem.INVALID_TOKEN);
            }
            if (!accounts.changePassword(account, hash)) {
                throw new ProblemException(Problem.CHANGED_MEANWHILE);
            }
            accounts.confirmEmail(holder.id());
            return holder;
        });
        // Who forgot it has tried wrong ones, and is to get in with the right one.
        limiter.reset(Limit.FAILED_SIGN_INS_OF_ACCOUNT, holder.email());
    }
}
