package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Running odds of one sequential test, as natural logarithms.
 *
 * @param logs one per effect size that the test can detect
 * @param steps how often a step began since the release started
 * @param peak largest log odds so far
 * @param threshold log odds at which the release is rolled back
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceOdds(List<Double> logs, Integer steps, Double peak, Double threshold) {}
