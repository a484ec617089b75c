package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(
        value = "(has(self.command) && size(self.command) > 0) || (has(self.args) && size(self.args) > 0)",
        reason = "FieldValueRequired",
        message = "must have command or args: without them the Job would start the server, and never end")
public record MigrationSpec(
        @Size(max = 64) List<String> command,
        @Size(max = 64) List<String> args) {}
