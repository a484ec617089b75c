package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A revision in use.
 *
 * @param revision its name, a hash of its input
 * @param backend image of the API
 * @param frontend image of the page, if there is one
 * @param attempt number of the attempt to release it, from 1
 * @param since when it took this role
 * @param migrates true if a migration Job runs before its Pods start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevisionStatus(
        String revision, String backend, String frontend, Integer attempt, String since, Boolean migrates) {}
