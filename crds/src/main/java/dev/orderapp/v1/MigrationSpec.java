package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A Job run once per revision, with the backend's image and environment, before the revision's Pods start. It is never
 * killed midway: a half-run migration is worse than a late one.
 *
 * @param command replaces the image's entry point when given
 * @param args the arguments
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationSpec(List<String> command, List<String> args) {}
