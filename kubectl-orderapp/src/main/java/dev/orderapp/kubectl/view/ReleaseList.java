package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.Formats;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases, one a line. */
public final class ReleaseList {
    private static final String NONE = "-";

    private ReleaseList() {}

    /** The list as text. */
    public static String of(List<OrderAppRelease> releases, Instant now) {
        Table table = new Table("NAMESPACE", "NAME", "PHASE", "STEP", "WEIGHT", "SEEN", "STABLE", "CANARY", "SINCE");
        releases.stream()
                .map(ReleaseView::new)
                .forEach(f -> table.add(
                        f.namespace(),
                        f.name(),
                        f.phase().map(Phase::name).orElse("Unseen") + (f.paused() ? " (paused)" : ""),
                        f.is(Phase.Progressing)
                                ? (f.stepIndex() + 1) + "/" + f.steps().size()
                                : NONE,
                        percent(f.canary().flatMap(c -> f.status()).map(OrderAppReleaseStatus::weight)),
                        percent(f.canary().flatMap(c -> f.status()).map(OrderAppReleaseStatus::observedWeight)),
                        f.stable().map(RevisionStatus::revision).orElse(NONE),
                        f.canary().map(RevisionStatus::revision).orElse(NONE),
                        f.status()
                                .flatMap(s -> Formats.since(s.phaseSince(), now))
                                .map(Formats::of)
                                .orElse(NONE)));
        return table.drawn();
    }

    private static String percent(Optional<Integer> weight) {
        return weight.map(w -> w + " %").orElse(NONE);
    }
}
