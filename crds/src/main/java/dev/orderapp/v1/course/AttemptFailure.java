package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is kept of an attempt that failed, when its Pods are gone: the last lines of its containers, and the Warning Events about its objects.
 * It is bounded: at most {@value #CONTAINERS} containers of {@value #LINES} lines each, {@value #EVENTS} Events, texts of
 * {@value #LONGEST} characters, and {@value #BYTES} bytes as JSON.
 *
 * @param containers those that failed first; of a component in which none did, one Pod's
 * @param events newest first, one of each reason and kind of object
 * @param problem why Events are missing, in a sentence; null if they are not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptFailure(List<FailedContainer> containers, List<WarningEvent> events, String problem) {
    /** Two Pods' of page, API and migration, and a sidecar's. */
    public static final int CONTAINERS = 8;
    /** As many as a terminal shows with the sentences above them. */
    public static final int LINES = 20;
    /** More reasons than one attempt has. */
    public static final int EVENTS = 20;
    /** Of a line and of a message. */
    public static final int LONGEST = 300;
    /** Of all of it: as much as a course of the most points. */
    public static final int BYTES = 16_384;

    public AttemptFailure {
        containers = containers == null ? List.of() : List.copyOf(containers);
        events = events == null ? List.of() : List.copyOf(events);
    }
}
