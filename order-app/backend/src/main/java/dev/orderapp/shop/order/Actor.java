package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Role;

/** Who changes an order, and as what. */
record Actor(CustomerId account, Role role) {}
