package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * One HTTP probe of the app's container.
 *
 * @param path asked on the app's port
 * @param periodSeconds seconds between two probes
 * @param timeoutSeconds seconds until a probe counts as failed
 * @param failureThreshold failed probes in a row until Kubernetes acts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeSpec(
        @Size(max = 1024)
        @ValidationRule(
                value = "self.matches('^/[!-~]*$')",
                message = "must start with / and have no space, such as /healthz")
        String path,

        @ValidationRule(value = "self >= 1 && self <= 3600", message = "must be from 1 to 3600 seconds")
        Integer periodSeconds,

        @ValidationRule(value = "self >= 1 && self <= 3600", message = "must be from 1 to 3600 seconds")
        Integer timeoutSeconds,

        @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be from 1 to 1000 probes")
        Integer failureThreshold) {}
