package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.WaitingStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/**
 * A line of the list. What is not known, or not the case, is null.
 *
 * @param namespace of the release
 * @param name of the release
 * @param phase a {@link Phase}, or {@code Unseen}
 * @param since when the phase began
 * @param paused whether nothing starts or advances
 * @param blocked what keeps the release from what its spec says, in a sentence
 * @param waiting what it waits for
 * @param step index of the current step, while the canary is at one
 * @param steps how many there are
 * @param weight per cent of the visitors that is set, while there is a canary
 * @param observedWeight per cent of the requests that the canary was seen to get
 * @param stable version that serves
 * @param canary version that is released
 * @param failed version that was rolled back last, while the spec still asks for it
 * @param sparkline how its newest attempt went
 */
record ReleaseSummary(
        String namespace,
        String name,
        String phase,
        String since,
        boolean paused,
        String blocked,
        Waiting waiting,
        Integer step,
        int steps,
        Integer weight,
        Integer observedWeight,
        Version stable,
        Version canary,
        Version failed,
        Sparkline sparkline) {

    /**
     * A version, called by the tags of its images.
     *
     * @param name its tags; the revision where no image is known
     * @param revision the hash of its input
     * @param attempt number of the attempt to release it
     * @param since when it took its role
     */
    record Version(String name, String revision, String backend, String frontend, Integer attempt, String since) {
        static Version of(RevisionStatus r) {
            String name = VersionName.of(r.backend(), r.frontend()).orElse(r.revision());
            return new Version(name, r.revision(), r.backend(), r.frontend(), r.attempt(), r.since());
        }
    }

    /** What is waited for, in the operator's words with the versions' tags. */
    record Waiting(String reason, String message, String since, String until) {
        static Waiting of(WaitingStatus w, ReleaseView view) {
            return new Waiting(w.reason(), VersionName.in(w.message(), view), w.since(), w.until());
        }
    }

    static ReleaseSummary of(ReleaseView view, Optional<Sparkline> sparkline) {
        Optional<OrderAppReleaseStatus> withCanary =
                view.status().filter(any -> view.canary().isPresent());
        return new ReleaseSummary(
                view.namespace(),
                view.name(),
                view.phase().map(Phase::name).orElse("Unseen"),
                view.status().map(OrderAppReleaseStatus::phaseSince).orElse(null),
                view.paused(),
                view.blockers().stream().findFirst().map(Condition::getMessage).orElse(null),
                view.status()
                        .map(OrderAppReleaseStatus::waiting)
                        .filter(waiting -> waiting.message() != null)
                        .map(waiting -> Waiting.of(waiting, view))
                        .orElse(null),
                view.is(Phase.Progressing) ? view.stepIndex() : null,
                view.steps().size(),
                withCanary.map(OrderAppReleaseStatus::weight).orElse(null),
                withCanary.map(OrderAppReleaseStatus::observedWeight).orElse(null),
                view.stable().map(Version::of).orElse(null),
                view.canary().map(Version::of).orElse(null),
                failed(view),
                sparkline.orElse(null));
    }

    private static Version failed(ReleaseView view) {
        return view.status()
                .map(OrderAppReleaseStatus::failed)
                .map(f -> new Version(
                        VersionName.ofRevision(f.revision(), view).orElse(f.revision()),
                        f.revision(),
                        null,
                        null,
                        f.attempt(),
                        f.at()))
                .orElse(null);
    }
}
