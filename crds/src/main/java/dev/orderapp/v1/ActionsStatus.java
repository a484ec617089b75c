package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The last value of each action annotation that was acted on, so that each counts once.
 *
 * @param promote last {@code orderapp.dev/promote}
 * @param abort last {@code orderapp.dev/abort}
 * @param retry last {@code orderapp.dev/retry}
 * @param undo last {@code orderapp.dev/undo}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionsStatus(String promote, String abort, String retry, String undo) {}
