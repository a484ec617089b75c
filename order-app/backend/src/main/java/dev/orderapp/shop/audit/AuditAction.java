package dev.orderapp.shop.audit;

/** What staff did. The names stand in the database and in the API. */
public enum AuditAction {
    PRODUCT_ADDED,
    PRODUCT_CHANGED,
    PRODUCT_WITHDRAWN,
    ORDERS_EXPORTED,
    STAFF_ADDED,
    STAFF_ROLES_CHANGED,
    STAFF_PASSWORD_SET
}
