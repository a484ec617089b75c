package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How both versions compare with what stable was like before the release.
 *
 * @param before events of stable up to the release's first measurement
 * @param stable odds that stable is worse now than it was then
 * @param canary odds that the canary is worse than stable was then
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastStatus(EventCounts before, EvidenceOdds stable, EvidenceOdds canary) {}
