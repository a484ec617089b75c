package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer's request to order, which may reach the shop several times.
 *
 * @param key names the submission among all of this customer
 * @param address where to; pages of the release before send none
 */
record OrderSubmission(AccountId customer, UUID key, OrderItems items, Optional<Address> address) {}
