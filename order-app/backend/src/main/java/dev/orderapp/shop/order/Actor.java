package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;

/**
 * Who changes an order, as what, and why.
 *
 * @param reason empty if they don't say
 */
record Actor(AccountId account, Role role, String reason) {

    /** The same where what they do besides has no reason of its own. */
    Actor withoutReason() {
        return new Actor(account, role, "");
    }
}
