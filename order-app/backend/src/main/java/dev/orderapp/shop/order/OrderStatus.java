package dev.orderapp.shop.order;

/** How far an order has come. The names stand in the database and in the API. */
public enum OrderStatus {
    /** Accepted and paid for from the stock; nothing was sent yet. */
    PLACED
}
