package dev.orderapp.shop.schema;

import org.flywaydb.core.api.FlywayException;

/** A migration failed on its way. */
class PartialMigrationException extends FlywayException {

    PartialMigrationException(FlywayException cause) {
        super(cause.getMessage(), cause);
    }
}
