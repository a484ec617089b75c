package dev.orderapp.shop.outbox;

import java.util.Locale;

/** What a letter tells. The names stand in the database. */
public enum LetterKind {
    ORDER_PLACED,
    ORDER_SHIPPED,
    ORDER_CANCELLED,
    /** Of these, one for each time that it happens to an order. */
    PARCEL_SENT,
    ITEMS_CANCELLED,
    REFUNDED,
    /** Holds a link by which its reader chooses another password. */
    PASSWORD_RESET,
    /** Holds a link by which its reader proves that the address is theirs. */
    EMAIL_CONFIRMATION;

    /** As the keys of its texts have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
