package dev.orderapp.shop.schema;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Lets a shop that can't reach its database, or bring its schema up to date, end with Flyway's words, not a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayException cause) {
        if (cause instanceof PartialMigrationException) {
            return new FailureAnalysis(
                    "The schema is not up to date: " + cause.getMessage(),
                    "The version that ran before goes on working: migrations only add. Mend what the message names, then"
                            + " run the same migration again, which finds what it has done already. In Kubernetes:"
                            + " kubectl annotate oar NAME orderapp.dev/retry=REVISION/ATTEMPT, as status.failed says.",
                    cause);
        }
        return new FailureAnalysis(
                "The database is not ready for the shop: " + cause.getMessage(),
                "Check SPRING_DATASOURCE_URL, its user and password, and that MariaDB runs there.",
                cause);
    }
}
