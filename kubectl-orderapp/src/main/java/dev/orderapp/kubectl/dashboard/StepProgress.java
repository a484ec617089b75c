package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.AnalysisSpec;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.MetricSpec;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.StepSpec;
import dev.orderapp.v1.contract.VerdictReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step, and how far it is.
 *
 * @param weight per cent of the visitors
 * @param hold shortest duration, as the spec says it
 * @param holdSeconds the same; null if it can't be read
 * @param approval whether a person must promote it
 * @param state where it is
 * @param heldSeconds so far; of the current step alone
 * @param eventsNeeded how many more a metric needs before the step may end; of the current step alone, null if none
 */
record StepProgress(
        Integer weight,
        String hold,
        Long holdSeconds,
        boolean approval,
        State state,
        Long heldSeconds,
        Long eventsNeeded) {
    /** Of a metric whose spec names none, as of the operator's own metrics. */
    private static final int USUAL_MINIMUM = 50;

    /** Where a step is. */
    enum State {
        DONE,
        RUNNING,
        FAILED,
        AHEAD
    }

    /**
     * All steps of a release.
     *
     * @param recordedStep index of the step that the newest attempt was at last, for one that has ended
     */
    static List<StepProgress> of(ReleaseView view, Optional<Integer> recordedStep) {
        List<StepProgress> steps = new ArrayList<>();
        for (int i = 0; i < view.steps().size(); i++) {
            steps.add(of(view.steps().get(i), state(view, i, recordedStep), view));
        }
        return steps;
    }

    private static StepProgress of(StepSpec step, State state, ReleaseView view) {
        Optional<ReleaseView> current = Optional.of(view).filter(any -> state == State.RUNNING);
        return new StepProgress(
                step.weight(),
                step.hold(),
                seconds(step.hold()),
                Boolean.TRUE.equals(step.approval()),
                state,
                current.flatMap(ReleaseView::status)
                        .map(OrderAppReleaseStatus::heldSeconds)
                        .map(Double::longValue)
                        .orElse(null),
                current.flatMap(StepProgress::eventsNeeded).orElse(null));
    }

    private static State state(ReleaseView view, int i, Optional<Integer> recordedStep) {
        if (view.is(Phase.Progressing)) {
            return i < view.stepIndex() ? State.DONE : i == view.stepIndex() ? State.RUNNING : State.AHEAD;
        }
        if (view.is(Phase.Promoting) || view.is(Phase.Stable) && wasPromoted(view)) {
            return State.DONE;
        }
        boolean ended = view.is(Phase.RollingBack)
                || view.status()
                        .map(OrderAppReleaseStatus::failed)
                        .map(FailedStatus::attempt)
                        .isPresent();
        Optional<Integer> last = view.canary().isPresent() ? Optional.of(view.stepIndex()) : recordedStep;
        if (!ended || last.isEmpty()) {
            return State.AHEAD;
        }
        return i < last.get() ? State.DONE : i == last.get() ? State.FAILED : State.AHEAD;
    }

    private static boolean wasPromoted(ReleaseView view) {
        return view.history().stream()
                .findFirst()
                .filter(newest -> newest.outcome() == Outcome.Promoted)
                .isPresent();
    }

    private static Long seconds(String hold) {
        try {
            return hold == null ? null : HumanDuration.parse(hold).toSeconds();
        } catch (IllegalArgumentException e) {
            return null; // A spec that an earlier definition has let in.
        }
    }

    private static Optional<Long> eventsNeeded(ReleaseView view) {
        return view.evidence().stream()
                .filter(metric -> VerdictReason.TooFewEvents.name().equals(metric.reason()))
                .map(metric -> minimum(view, metric)
                        - Optional.ofNullable(metric.stepCanary())
                                .map(EventCounts::total)
                                .orElse(0L))
                .filter(missing -> missing > 0)
                .max(Long::compare);
    }

    private static long minimum(ReleaseView view, MetricStatus metric) {
        return Optional.ofNullable(view.release().getSpec().analysis()).map(AnalysisSpec::metrics).stream()
                .flatMap(List::stream)
                .filter(spec -> metric.name().equals(spec.name()) && spec.minimum() != null)
                .map(MetricSpec::minimum)
                .findFirst()
                .orElse(USUAL_MINIMUM);
    }
}
