package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a check of the last attempt went.
 *
 * @param name of the check
 * @param step index of the step that it ran in, from 0; 0 for one that is not of a step
 * @param job name of its Job
 * @param result Running, Passed or Failed
 * @param message why it failed, with the end of its log
 * @param since since when it is so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckStatus(String name, int step, String job, CheckResult result, String message, String since) {}
