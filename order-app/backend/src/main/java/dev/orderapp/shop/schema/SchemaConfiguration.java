package dev.orderapp.shop.schema;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the schema up to date, or requires that a migration Job has.
 *
 * <p>MariaDB undoes no DDL: a migration that fails midway has done half its work. So each one only adds, which leaves the
 * version before working, and asks IF NOT EXISTS, so that it can simply be run again.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaSettings.class)
class SchemaConfiguration {

    @Bean
    FlywayMigrationStrategy schema(SchemaSettings settings) {
        return settings.mode() == SchemaSettings.Mode.MIGRATE
                ? SchemaConfiguration::migrate
                : SchemaConfiguration::validate;
    }

    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayMigrateException e) {
            // Takes the mark of failure off: with it neither the next try would run nor a Pod of the version before
            // start.
            flyway.repair();
            throw new PartialMigrationException(e);
        }
    }

    private static void validate(Flyway flyway) {
        MigrationInfo[] pending = flyway.info().pending();
        if (pending.length > 0) {
            throw new SchemaOutdatedException(pending.length, pending[0].getScript());
        }
        flyway.validate();
    }
}
