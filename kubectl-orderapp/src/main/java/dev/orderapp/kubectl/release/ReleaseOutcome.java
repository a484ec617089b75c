package dev.orderapp.kubectl.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import java.util.List;
import java.util.Optional;

/**
 * How a version ended that a command waited for, as scripts and build pages get it. Fields that are not known are null.
 *
 * @param namespace of the release
 * @param name of the release
 * @param outcome Promoted, RolledBack, Aborted, Superseded, Undecided, or TimedOut
 * @param exitCode of the command
 * @param message what happened, with its numbers
 * @param version the tags of its images
 * @param revision its revision
 * @param backend image of the API
 * @param frontend image of the page
 * @param startedAt when its attempt began
 * @param decidedAt when its outcome was decided
 * @param evidence what was counted, as far as the status still has it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "namespace",
    "name",
    "outcome",
    "exitCode",
    "message",
    "version",
    "revision",
    "backend",
    "frontend",
    "startedAt",
    "decidedAt",
    "evidence"
})
public record ReleaseOutcome(
        String namespace,
        String name,
        String outcome,
        int exitCode,
        String message,
        String version,
        String revision,
        String backend,
        String frontend,
        String startedAt,
        String decidedAt,
        List<MetricStatus> evidence) {

    /**
     * The outcome.
     *
     * @param view the release as it was read last
     * @param revision that was waited for, if the operator has named it
     * @param result how it ended
     */
    public static ReleaseOutcome of(ReleaseView view, Optional<String> revision, ReleaseTracker.Result result) {
        Optional<HistoryEntry> entry = view.history().stream()
                .filter(e -> revision.filter(e.revision()::equals).isPresent())
                .findFirst();
        return new ReleaseOutcome(
                view.namespace(),
                view.name(),
                name(result.code()),
                result.code().number(),
                VersionName.in(result.message(), view),
                revision.flatMap(r -> VersionName.ofRevision(r, view)).orElse(null),
                revision.orElse(null),
                entry.map(HistoryEntry::backend).orElse(null),
                entry.map(HistoryEntry::frontend).orElse(null),
                entry.map(HistoryEntry::startedAt).orElse(null),
                entry.map(HistoryEntry::decidedAt).orElse(null),
                view.evidence());
    }

    private static String name(ExitCode code) {
        return switch (code) {
            case DONE -> "Promoted";
            case ROLLED_BACK -> "RolledBack";
            case ABORTED -> "Aborted";
            case SUPERSEDED -> "Superseded";
            case UNDECIDED -> "Undecided";
            case TIMED_OUT -> "TimedOut";
            case USAGE, CLUSTER -> throw new IllegalArgumentException(code + " is no outcome of a release");
        };
    }
}
