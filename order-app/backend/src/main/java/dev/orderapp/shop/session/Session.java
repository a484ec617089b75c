package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountId;
import java.time.Instant;

/**
 * Somebody is signed in.
 *
 * @param epoch the account's when they did so: a later one of the account ends the session
 * @param accountSince when the account was made
 */
public record Session(AccountId account, int epoch, Instant accountSince) {

    static Session of(Account account) {
        return new Session(account.holder().id(), account.sessionEpoch(), account.since());
    }
}
