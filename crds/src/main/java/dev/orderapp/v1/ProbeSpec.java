package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Min;

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
        String path,
        @Min(1) Integer periodSeconds,
        @Min(1) Integer timeoutSeconds,
        @Min(1) Integer failureThreshold) {}
