package dev.orderapp.shop.schema;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets the shop end with the sentence of the {@link SchemaOutdatedException} instead of a stack trace. */
class SchemaOutdatedAnalyzer extends AbstractFailureAnalyzer<SchemaOutdatedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaOutdatedException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
