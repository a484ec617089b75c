package dev.orderapp.shop.schema;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which process brings the schema up to date.
 *
 * @param mode what a process does about it when it starts
 */
@ConfigurationProperties("shop.schema")
record SchemaSettings(Mode mode) {

    enum Mode {
        /** Brings it up to date itself. */
        MIGRATE,
        /** Relies on a job that did so before, and refuses to start on a schema that is behind. */
        VALIDATE
    }
}
