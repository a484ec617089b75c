package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.RevisionStatus;
import java.util.List;
import java.util.Optional;

/**
 * The try of one's own change, told apart from all others: two pipelines may release at the same time, and each must learn what became of
 * its own version alone. Feed it every sight of the release; it answers once with how the try ended.
 *
 * <p>The revision is a hash that only the operator can compute. It is {@code status.target} at the generation that one's own change
 * made. A later change may come before the operator looks: then one's own version was never tried, unless the later change
 * left the images as they were.
 */
public final class ReleaseTracker {
    private final Images asked;
    private final long generation;
    private final List<HistoryEntry> before;
    private Optional<String> revision = Optional.empty();

    /**
     * The try that a change begins.
     *
     * @param asked what was asked for
     * @param changed the release as the API server answered to the change
     */
    public ReleaseTracker(Images asked, OrderAppRelease changed) {
        this.asked = asked;
        this.generation = changed.getMetadata().getGeneration();
        this.before = new ReleaseView(changed).history();
    }

    /**
     * How a try ended.
     *
     * @param code the command's exit code
     * @param sentence what happened, with its numbers
     */
    public record End(ExitCode code, String sentence) {}

    /** The revision of one's own change, once the operator has told it. */
    public Optional<String> revision() {
        return revision;
    }

    /** How the try ended; empty while it goes on. */
    public Optional<End> seen(OrderAppRelease release) {
        ReleaseView facts = new ReleaseView(release);
        if (facts.observedGeneration() < generation) {
            return Optional.empty();
        }
        if (revision.isEmpty()) {
            boolean own = facts.observedGeneration() == generation
                    || (facts.observedGeneration() == release.getMetadata().getGeneration()
                            && asked.areIn(release.getSpec()));
            if (!own) {
                return asked.areIn(release.getSpec())
                        ? Optional.empty()
                        : Optional.of(
                                superseded("somebody asked for another version before the operator had seen this one"));
            }
            revision = facts.target();
            if (revision.isEmpty()) {
                return Optional.empty();
            }
        }
        return end(facts, revision.get());
    }

    private Optional<End> end(ReleaseView facts, String own) {
        Optional<HistoryEntry> outcome = facts.history().stream()
                .filter(entry -> entry.revision().equals(own))
                .filter(entry -> !before.contains(entry))
                .findFirst();
        if (isAt(facts.canary(), own)) {
            return Optional.empty();
        }
        if (outcome.isPresent()) {
            return isTriedAgain(facts, own)
                    ? Optional.empty()
                    : outcome.map(e -> new End(
                            ExitCode.of(e.outcome()),
                            "revision " + own + " was " + Formats.of(e.outcome()) + ": " + e.message()));
        }
        boolean wanted = facts.target().filter(own::equals).isPresent();
        if (isAt(facts.stable(), own) && facts.isCondition("Settled", "True")) {
            return Optional.of(new End(ExitCode.DONE, "revision " + own + " serves already"));
        }
        if (!wanted) {
            return isAt(facts.stable(), own)
                    ? Optional.empty()
                    : Optional.of(superseded(
                            "the spec asks for revision " + facts.target().orElse("(unknown)") + " now"));
        }
        return failedBefore(facts, own);
    }

    /** It was taken back earlier, and the operator does not try it again by itself. */
    private Optional<End> failedBefore(ReleaseView facts, String own) {
        return facts.status()
                .map(OrderAppReleaseStatus::failed)
                .filter((FailedStatus failed) -> failed.revision().equals(own))
                .filter(any -> !isTriedAgain(facts, own))
                .map(failed -> new End(
                        ExitCode.of(failed.outcome()),
                        "revision " + own + " was " + Formats.of(failed.outcome())
                                + " before and is not tried again by itself (`kubectl orderapp retry " + facts.name()
                                + "`): " + failed.message()));
    }

    /** After a shared outage the operator tries once more by itself, and says so. */
    private static boolean isTriedAgain(ReleaseView facts, String own) {
        return facts.target().filter(own::equals).isPresent()
                && facts.condition("Settled")
                        .filter(c -> "False".equals(c.getStatus()) && "SharedOutage".equals(c.getReason()))
                        .isPresent();
    }

    private End superseded(String why) {
        return new End(
                ExitCode.SUPERSEDED,
                revision.map(own -> "revision " + own).orElse("this version") + " was superseded: " + why);
    }

    private static boolean isAt(Optional<RevisionStatus> role, String revision) {
        return role.map(RevisionStatus::revision).filter(revision::equals).isPresent();
    }
}
