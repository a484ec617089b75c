package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.kubectl.view.Table.Cell;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Releases, one per line. */
public final class ReleaseList {
    private static final String NONE = "-";
    private static final List<String> HEADERS =
            List.of("NAMESPACE", "NAME", "PHASE", "STEP", "WEIGHT", "OBSERVED", "STABLE", "CANARY", "SINCE");

    private ReleaseList() {}

    /** The list as text. */
    public static String of(List<OrderAppRelease> releases, Instant now, Ink ink) {
        Table table = new Table(ink, HEADERS.toArray(String[]::new));
        releases.stream().map(ReleaseView::new).forEach(view -> table.add(row(view, now, ink)));
        return table.render();
    }

    /** The same with the images that serve, and those of the canary. */
    public static String wide(List<OrderAppRelease> releases, Instant now, Ink ink) {
        List<String> headers = new ArrayList<>(HEADERS);
        headers.addAll(List.of("STABLE IMAGES", "CANARY IMAGES"));
        Table table = new Table(ink, headers.toArray(String[]::new));
        releases.stream().map(ReleaseView::new).forEach(view -> {
            List<Cell> cells = new ArrayList<>(row(view, now, ink));
            cells.add(Cell.of(images(view.stable())));
            cells.add(Cell.of(images(view.canary())));
            table.add(cells);
        });
        return table.render();
    }

    private static List<Cell> row(ReleaseView view, Instant now, Ink ink) {
        return List.of(
                Cell.of(view.namespace()),
                new Cell(view.name(), Tone.STRONG),
                PhaseLabel.of(view, ink, "Unseen"),
                Cell.of(
                        view.is(Phase.Progressing)
                                ? (view.stepIndex() + 1) + "/" + view.steps().size()
                                : NONE),
                percent(view.canary().flatMap(c -> view.status()).map(OrderAppReleaseStatus::weight)),
                percent(view.canary().flatMap(c -> view.status()).map(OrderAppReleaseStatus::observedWeight)),
                version(view.stable()),
                version(view.canary()),
                Cell.of(view.status()
                        .flatMap(s -> Timestamps.since(s.phaseSince(), now))
                        .map(DurationFormats::inTable)
                        .orElse(NONE)));
    }

    private static Cell percent(Optional<Integer> weight) {
        return Cell.of(weight.map(NumberFormats::weight).orElse(NONE));
    }

    private static Cell version(Optional<RevisionStatus> revision) {
        return Cell.of(revision.map(VersionName::withRevision).orElse(NONE));
    }

    private static String images(Optional<RevisionStatus> revision) {
        return revision.map(r -> String.join(
                        ",",
                        Stream.of(r.backend(), r.frontend())
                                .flatMap(Stream::ofNullable)
                                .toList()))
                .filter(images -> !images.isEmpty())
                .orElse(NONE);
    }
}
