package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * From how few the recent failures of a version come.
 *
 * @param version CANARY or STABLE
 * @param source what the largest source is: NETWORK, ACCOUNT or REQUEST
 * @param largest failures that it made
 * @param failures all of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConcentrationStatus(String version, String source, Long largest, Long failures) {}
