package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.OutcomeReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Follows the attempt that one change of the spec begins, apart from all others: two pipelines may release at the same time, and each must
 * learn the outcome of its own version alone. Pass it the release each time that it is read; it answers once, when the attempt has ended.
 *
 * <p>The revision is a hash that only the operator can compute. It is {@code status.target} at the generation that the change made. A
 * later change may come before the operator reconciles: then the version was never tried, unless the later change left the images as
 * they were.
 */
public final class ReleaseTracker {
    private final Images images;
    private final long generation;
    private final List<HistoryEntry> finishedBefore;
    private final ReleaseView asked;
    private Optional<String> revision = Optional.empty();

    /**
     * The attempt that a change begins.
     *
     * @param images what was asked for
     * @param changed the release as the API server answered to the change
     */
    public ReleaseTracker(Images images, OrderAppRelease changed) {
        this.images = images;
        this.generation = changed.getMetadata().getGeneration();
        this.asked = new ReleaseView(changed);
        this.finishedBefore = asked.history();
    }

    /** The release as it was when the change was made. */
    public ReleaseView asked() {
        return asked;
    }

    /**
     * How an attempt ended.
     *
     * @param code the command's exit code
     * @param message what happened, with its numbers
     */
    public record Result(ExitCode code, String message) {}

    /** The revision that the change asks for, once the operator has reported it. */
    public Optional<String> revision() {
        return revision;
    }

    /** How the attempt ended; empty while it goes on. */
    public Optional<Result> observe(OrderAppRelease release) {
        ReleaseView view = new ReleaseView(release);
        if (view.observedGeneration() < generation) {
            return Optional.empty();
        }
        if (revision.isEmpty()) {
            boolean tracked = view.observedGeneration() == generation
                    || (view.observedGeneration() == release.getMetadata().getGeneration()
                            && images.areIn(release.getSpec()));
            if (!tracked) {
                return images.areIn(release.getSpec())
                        ? Optional.empty()
                        : Optional.of(
                                superseded("another version was asked for before the operator had seen this one"));
            }
            revision = view.target();
            if (revision.isEmpty()) {
                return Optional.empty();
            }
        }
        return result(view, revision.get());
    }

    private Optional<Result> result(ReleaseView view, String tracked) {
        Optional<HistoryEntry> outcome = view.history().stream()
                .filter(entry -> entry.revision().equals(tracked))
                .filter(entry -> !finishedBefore.contains(entry))
                .findFirst();
        if (isAt(view.canary(), tracked)) {
            return Optional.empty();
        }
        if (outcome.isPresent()) {
            return isTriedAgain(view, tracked)
                    ? Optional.empty()
                    : outcome.map(e -> new Result(
                            ExitCode.of(e.outcome()),
                            "revision " + tracked + " was " + OutcomePhrases.of(e.outcome()) + ": " + e.message()));
        }
        boolean wanted = view.target().filter(tracked::equals).isPresent();
        if (isAt(view.stable(), tracked) && view.isCondition(ConditionType.Settled, "True")) {
            return Optional.of(new Result(ExitCode.DONE, "revision " + tracked + " serves already"));
        }
        if (!wanted) {
            return isAt(view.stable(), tracked)
                    ? Optional.empty()
                    : Optional.of(superseded(
                            "the spec asks for revision " + view.target().orElse("(unknown)") + " now"));
        }
        return failedBefore(view, tracked);
    }

    /** It was rolled back earlier, and the operator does not try it again by itself. */
    private Optional<Result> failedBefore(ReleaseView view, String tracked) {
        return view.status()
                .map(OrderAppReleaseStatus::failed)
                .filter((FailedStatus failed) -> failed.revision().equals(tracked))
                .filter(any -> !isTriedAgain(view, tracked))
                .map(failed -> new Result(
                        ExitCode.of(failed.outcome()),
                        "revision " + tracked + " was " + OutcomePhrases.of(failed.outcome())
                                + " before and is not tried again by itself (`kubectl orderapp retry " + view.name()
                                + "`): " + failed.message()));
    }

    /** Whether the operator tries once more by itself, and says so. */
    private static boolean isTriedAgain(ReleaseView view, String tracked) {
        return view.target().filter(tracked::equals).isPresent()
                && view.condition(ConditionType.Settled)
                        .filter(c -> "False".equals(c.getStatus())
                                && Arrays.stream(OutcomeReason.values())
                                        .filter(OutcomeReason::earnsSecondChance)
                                        .anyMatch(reason -> reason.name().equals(c.getReason())))
                        .isPresent();
    }

    private Result superseded(String why) {
        return new Result(
                ExitCode.SUPERSEDED,
                revision.map(tracked -> "revision " + tracked).orElse("this version") + " was superseded: " + why);
    }

    private static boolean isAt(Optional<RevisionStatus> role, String revision) {
        return role.map(RevisionStatus::revision).filter(revision::equals).isPresent();
    }
}
