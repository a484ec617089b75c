package dev.orderapp.shop.account;

import dev.orderapp.shop.account.AccountTokens.Purpose;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Notes that an address is its account's: whoever has a letter's link reads what is sent there. */
@Service
class EmailConfirmation {

    private final Accounts accounts;
    private final AccountTokens tokens;
    private final Transactions transactions;

    EmailConfirmation(Accounts accounts, AccountTokens tokens, Transactions transactions) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.transactions = transactions;
    }

    /** @throws ProblemException if the token is not good any more */
    void confirm(String token) {
        String given = Objects.requireNonNullElse(token, "");
        transactions.execute(() -> {
            AccountId account = tokens.find(given, Purpose.CONFIRM_EMAIL)
                    .filter(holder -> tokens.use(given, holder, Purpose.CONFIRM_EMAIL))
                    .orElseThrow(() -> new ProblemException(Problem.INVALID_TOKEN));
            accounts.confirmEmail(account);
            return account;
        });
    }
}
