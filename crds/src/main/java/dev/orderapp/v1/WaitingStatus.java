package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a release waits for.
 *
 * @param reason one word for scripts
 * @param message the same in a sentence, with what to do where a person is needed
 * @param since since when
 * @param until when it is given up, or over by itself; absent where neither comes by time alone
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaitingStatus(String reason, String message, String since, String until) {}
