package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A Job that must succeed before a canary may go on. One that fails, or isn't done by its deadline, rolls the canary back. It runs
 * once per attempt, or once in each step of it, and is never tried again within it.
 *
 * @param name unique in the release; required
 * @param at when it runs: beforeTraffic, step or afterPromotion
 * @param deadline how long it may take, from when a node has taken its Pod. A Pod that no node takes within that time and 30 seconds
 *     has failed, too
 * @param job a container of the team's; this or {@code http} is required
 * @param http one request, which the operator's own image makes; this or {@code job} is required
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.job) || has(self.http)",
        fieldPath = ".job",
        reason = "FieldValueRequired",
        message = "must say what to run, or http what to ask for")
@ValidationRule(
        value = "!has(self.job) || !has(self.http)",
        fieldPath = ".http",
        reason = "FieldValueForbidden",
        message = "must not be set beside job: make it a check of its own")
public record CheckSpec(
        @Size(max = 40)
        @ValidationRule(
                value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                message = "must be lower-case letters, digits and '-', such as smoke-test")
        String name,

        @Default("beforeTraffic") CheckStage at,

        @Default("2m")
        @Size(max = CelRules.DURATION_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DURATION
                        + " && duration(self) >= duration('5s') && duration(self) <= duration('1h')",
                message = "must be a duration from 5s to 1h, such as 2m")
        String deadline,

        CheckJobSpec job,
        CheckHttpSpec http) {}
