package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;

/** Who changes an order, and as what. */
record Actor(AccountId account, Role role) {}
