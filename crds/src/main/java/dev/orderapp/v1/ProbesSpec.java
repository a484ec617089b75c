package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The probes of one tier; what is absent takes the bundled app's values.
 *
 * @param startup how long a start may take
 * @param readiness when a Pod may get traffic
 * @param liveness when a Pod is restarted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbesSpec(ProbeSpec startup, ProbeSpec readiness, ProbeSpec liveness) {}
