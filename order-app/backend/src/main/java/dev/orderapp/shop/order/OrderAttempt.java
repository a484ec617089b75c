package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer's wish to order, which may reach the shop several times.
 *
 * @param key names the attempt among all of this customer
 * @param address where to; pages of the release before send none
 */
record OrderAttempt(CustomerId customer, UUID key, Basket basket, Optional<Address> address) {}
