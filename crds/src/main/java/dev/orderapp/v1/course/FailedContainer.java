package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The end of one container of an attempt that failed.
 *
 * @param pod name of its Pod
 * @param component tier of the app, or {@code migration}; null if the Pod does not say
 * @param container its name
 * @param reason Kubernetes' word for how it is, such as {@code OOMKilled}, or {@code NotReady}, or {@code Running}
 * @param exitCode of its last run; null if none has ended
 * @param restarts how often it was started again
 * @param at when its last run ended, RFC 3339 in UTC; null if none has
 * @param lines the last ones that it wrote, oldest first, of the run that ended where one did
 * @param problem why there are none, in a sentence; null if that is not known to be a problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedContainer(
        String pod,
        String component,
        String container,
        String reason,
        Integer exitCode,
        int restarts,
        String at,
        List<String> lines,
        String problem) {
    public FailedContainer {
        lines = lines == null ? List.of() : List.copyOf(lines);
    }

    /** The same with other lines, or with the sentence that says why there are none. */
    public FailedContainer with(List<String> other, String why) {
        return new FailedContainer(pod, component, container, reason, exitCode, restarts, at, other, why);
    }
}
