package dev.orderapp.shop.schema;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets the shop end with the sentence of the {@link SchemaBehindException} instead of a stack trace. */
class SchemaBehindAnalyzer extends AbstractFailureAnalyzer<SchemaBehindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaBehindException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
