package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One metric's verdict and running totals. The totals are all that the judge needs to go on after a restart.
 *
 * @param name the metric
 * @param verdict Pass, Fail or Inconclusive
 * @param reason one word for scripts
 * @param message the evidence in a sentence
 * @param canary events of the canary in this release
 * @param stable events of the stable version beside it
 * @param stepEvents events of the canary in the current step
 * @param stepStableEvents events of the stable version in the current step
 * @param logOdds running log likelihood ratio of the sequential test, one per effect size it looks for
 * @param maxLogOdds largest log odds so far, of the ratio test
 * @param maxCeilingLogOdds largest log odds so far, of the ceiling's test
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricStatus(
        String name,
        String verdict,
        String reason,
        String message,
        EventCounts canary,
        EventCounts stable,
        Long stepEvents,
        Long stepStableEvents,
        List<Double> logOdds,
        Double maxLogOdds,
        Double maxCeilingLogOdds) {}
