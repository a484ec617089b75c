package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The revision that was rolled back last, and why.
 *
 * @param revision its name
 * @param attempt which attempt failed
 * @param outcome how it ended
 * @param reason one word for scripts
 * @param message the decision in a sentence with its numbers
 * @param at when it was decided
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedStatus(
        String revision, Integer attempt, Outcome outcome, String reason, String message, String at) {}
