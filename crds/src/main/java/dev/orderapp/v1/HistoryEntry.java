package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How one attempt to release a revision ended.
 *
 * @param revision its name
 * @param attempt number of the attempt
 * @param outcome how it ended
 * @param reason one word for scripts
 * @param message the decision in a sentence
 * @param backend image of the API
 * @param frontend image of the page, if there is one
 * @param migrates true if a migration Job ran before its Pods started
 * @param startedAt when the attempt began
 * @param decidedAt when its outcome was decided
 * @param finishedAt when the promotion or rollback was complete
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
        String revision,
        Integer attempt,
        Outcome outcome,
        String reason,
        String message,
        String backend,
        String frontend,
        Boolean migrates,
        String startedAt,
        String decidedAt,
        String finishedAt) {}
