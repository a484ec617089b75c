package dev.orderapp.operator.rollout;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** How long a canary's Pods get to become ready: {@code canary.progressDeadline}, before its first step and again after each hold. */
final class Deadlines {
    private Deadlines() {}

    /** The end of a canary whose Pods did not start in time; nobody was sent to them. */
    static Optional<Ending> toStart(Observation o, State state, Trial canary) {
        return state.progress()
                .startedAt()
                .filter(started -> !o.now().isBefore(started.plus(deadline(o))))
                .map(started -> Ending.of(
                        Reason.ProgressDeadlineExceeded,
                        "the Pods of " + canary.id() + " were not ready after " + Words.span(started, o.now())
                                + waiting(o, canary) + "; no visitor was sent to them",
                        o.now()));
    }

    /** The end of a canary whose step passed, but for Pods that stayed unready. */
    static Optional<Ending> toAdvance(Observation o, State state, Trial canary) {
        Progress progress = state.progress();
        Duration longest = o.request().settings().step(progress.step()).hold().plus(deadline(o));
        return progress.held().compareTo(longest) < 0
                ? Optional.empty()
                : Optional.of(Ending.of(
                        Reason.ProgressDeadlineExceeded,
                        "not all Pods of " + canary.id() + " were ready to go on" + waiting(o, canary) + " after "
                                + progress.held().toSeconds() + " s at weight " + progress.weight(),
                        o.now()));
    }

    private static Duration deadline(Observation o) {
        return o.request().settings().timing().progressDeadline();
    }

    /** For example {@code (backend 0 of 2 ready, frontend 2 of 2 ready; Pod … waits: ImagePullBackOff)}. */
    private static String waiting(Observation o, Trial canary) {
        Fleet fleet = o.cluster().fleet(canary.id());
        String ready = canary.revision().components().stream()
                .sorted()
                .map(c -> c + " " + fleet.workload(c).ready() + " of " + o.wanted(c) + " ready")
                .collect(Collectors.joining(", "));
        String why = fleet.workloads().values().stream()
                .flatMap(w -> w.crash().or(w::waiting).stream())
                .sorted()
                .findFirst()
                .map(reason -> "; " + reason)
                .orElse("");
        return " (" + ready + why + ")";
    }
}
