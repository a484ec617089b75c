package dev.orderapp.shop.schema;

import org.flywaydb.core.api.FlywayException;

/** A migration failed on its way. */
class HalfMigratedException extends FlywayException {

    HalfMigratedException(FlywayException cause) {
        super(cause.getMessage(), cause);
    }
}
