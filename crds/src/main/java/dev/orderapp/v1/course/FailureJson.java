package dev.orderapp.v1.course;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What is kept of a failure as JSON, beside the course of its attempt. */
public final class FailureJson {
    /** Key in the ConfigMap of the course. */
    public static final String KEY = "failure.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FailureJson() {}

    /** The failure as JSON. */
    public static String write(AttemptFailure failure) {
        try {
            return JSON.writeValueAsString(failure);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The failure that was written so.
     *
     * @throws IllegalArgumentException if it can't be read; the message says why
     */
    public static AttemptFailure read(String json) {
        try {
            AttemptFailure failure = JSON.readValue(json, AttemptFailure.class);
            if (failure == null
                    || failure.containers().size() > AttemptFailure.CONTAINERS
                    || failure.events().size() > AttemptFailure.EVENTS
                    || failure.containers().stream().anyMatch(c -> c.lines().size() > AttemptFailure.LINES)) {
                throw new IllegalArgumentException(
                        "what was kept of the failure is not what is written: somebody has changed it");
            }
            return failure;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "what was kept of the failure can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
