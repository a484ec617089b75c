package dev.orderapp.e2e.shop;

import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What the release said, and when: every status that the watch brought. Filled by the watch's thread. */
public final class Timeline {
    private final List<Moment> moments = new ArrayList<>();

    /** One status. */
    public record Moment(Instant at, OrderAppReleaseStatus status) {}

    /**
     * A step of a canary while the routes stood at its weight.
     *
     * @param index from 0
     * @param weight per cent
     * @param from when the routes were seen at the weight
     * @param until when the step ended, for better or worse
     * @param evidence the judge's last sentences in it
     */
    public record StepSpan(int index, int weight, Instant from, Instant until, List<String> evidence) {
        /** Whether the step was under way then. */
        public boolean during(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** Adds a status. */
    synchronized void add(Instant at, OrderAppReleaseStatus status) {
        moments.add(new Moment(at, status));
        notifyAll();
    }

    /** The last status. */
    public synchronized Optional<OrderAppReleaseStatus> last() {
        return moments.isEmpty()
                ? Optional.empty()
                : Optional.of(moments.get(moments.size() - 1).status());
    }

    /** The first status since then of which this is true. */
    public synchronized Optional<OrderAppReleaseStatus> first(Instant since, Predicate<OrderAppReleaseStatus> wanted) {
        return moments.stream()
                .filter(m -> !m.at().isBefore(since))
                .map(Moment::status)
                .filter(wanted)
                .findFirst();
    }

    /** The steps that a revision went through. */
    public synchronized List<StepSpan> steps(String revision) {
        List<StepSpan> spans = new ArrayList<>();
        for (Moment moment : moments) {
            OrderAppReleaseStatus status = moment.status();
            boolean onTrial = status.canary() != null
                    && revision.equals(status.canary().revision())
                    && status.phase() == Phase.Progressing
                    && status.stepStartedAt() != null;
            StepSpan open = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (open != null && open.until() == null) {
                boolean same = onTrial && Objects.equals(open.index(), status.step());
                spans.set(
                        spans.size() - 1,
                        new StepSpan(
                                open.index(),
                                open.weight(),
                                open.from(),
                                same ? null : moment.at(),
                                same || status.phase() == Phase.RollingBack ? evidence(status) : open.evidence()));
                open = spans.get(spans.size() - 1);
            }
            if (onTrial && (open == null || open.until() != null)) {
                spans.add(new StepSpan(
                        status.step(), status.weight(), Instant.parse(status.stepStartedAt()), null, evidence(status)));
            }
        }
        return spans.stream().filter(s -> s.until() != null).toList();
    }

    private static List<String> evidence(OrderAppReleaseStatus status) {
        return status.analysis() == null
                ? List.of()
                : status.analysis().stream()
                        .map(m -> m.message())
                        .filter(Objects::nonNull)
                        .toList();
    }
}
