package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases, one per line. */
public final class ReleaseList {
    private static final String NONE = "-";

    private ReleaseList() {}

    /** The list as text. */
    public static String of(List<OrderAppRelease> releases, Instant now) {
        Table table =
                new Table("NAMESPACE", "NAME", "PHASE", "STEP", "WEIGHT", "OBSERVED", "STABLE", "CANARY", "SINCE");
        releases.stream()
                .map(ReleaseView::new)
                .forEach(view -> table.add(
                        view.namespace(),
                        view.name(),
                        view.phase().map(Phase::name).orElse("Unseen") + (view.paused() ? " (paused)" : ""),
                        view.is(Phase.Progressing)
                                ? (view.stepIndex() + 1) + "/" + view.steps().size()
                                : NONE,
                        percent(view.canary().flatMap(c -> view.status()).map(OrderAppReleaseStatus::weight)),
                        percent(view.canary().flatMap(c -> view.status()).map(OrderAppReleaseStatus::observedWeight)),
                        view.stable().map(RevisionStatus::revision).orElse(NONE),
                        view.canary().map(RevisionStatus::revision).orElse(NONE),
                        view.status()
                                .flatMap(s -> Timestamps.since(s.phaseSince(), now))
                                .map(DurationFormats::inTable)
                                .orElse(NONE)));
        return table.render();
    }

    private static String percent(Optional<Integer> weight) {
        return weight.map(NumberFormats::weight).orElse(NONE);
    }
}
