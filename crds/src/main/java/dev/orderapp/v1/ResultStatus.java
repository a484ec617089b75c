package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How the canary's attempt ends, written before it is carried out.
 *
 * @param outcome how
 * @param reason one word for scripts
 * @param message the decision in a sentence with its numbers
 * @param at when it was decided
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultStatus(Outcome outcome, String reason, String message, String at) {}
