package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderapp.v1.Outcome;

/**
 * A decision at a time.
 *
 * @param at seconds since the attempt began
 * @param kind what it is about
 * @param name of the phase, the step (its index), the barrier, the wait or the reason
 * @param weight per cent of the visitors; of a step alone
 * @param outcome of an ending alone
 * @param message the decision in a sentence; of an ending alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CourseMarker(double at, Kind kind, String name, Integer weight, Outcome outcome, String message) {
    /** What a marker is about, in the order of cause and effect: that of markers of one time. */
    public enum Kind {
        /** It was decided how the attempt ends. */
        Ending,
        /** A phase began. */
        Phase,
        /** The routes were seen at a step's weight: its hold began. */
        Step,
        /** A promotion or a rollback began to wait at a barrier. */
        Barrier,
        /** The release began to wait for a person. */
        Wait
    }

    /** One that says no more than its name. */
    public static CourseMarker of(double at, Kind kind, String name) {
        return new CourseMarker(at, kind, name, null, null, null);
    }
}
