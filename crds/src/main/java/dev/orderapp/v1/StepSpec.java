package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/**
 * One step of a canary.
 *
 * @param weight per cent of the visitors, 1 to 100
 * @param hold how long at least; only time in which the operator looked counts
 * @param approval waits after the hold until somebody says promote
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepSpec(
        @Required Integer weight,
        @Default("5m") String hold,
        @Default("false") Boolean approval) {}
