package dev.orderapp.shop.order;

import java.util.Arrays;
import java.util.List;

/** What happens to an order besides its steps. The names stand in the database and in the API. */
public enum OrderEventKind {
    /** Pieces were handed to a carrier. */
    PARCEL_SENT,
    /** It was said, or corrected, with whom a parcel travels. */
    PARCEL_CORRECTED,
    /** Pieces that were not sent yet were called off; they are in the stock again. */
    ITEMS_CANCELLED,
    /** Money was given back, for pieces that came back or for none. */
    REFUNDED,
    /** It goes elsewhere. */
    ADDRESS_CHANGED;

    /** As the database has them. Another release may know more. */
    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
