package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.kubectl.view.Table.Cell;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.format.DurationFormats;
import java.util.List;
import java.util.Optional;

/** How the last attempts of a release ended, newest first. */
public final class HistoryTable {
    private HistoryTable() {}

    /** The table as text, or a sentence where there is none yet. */
    public static String of(ReleaseView view, Ink ink) {
        return of(view, ink, "VERSION", "REVISION", "ATTEMPT", "OUTCOME", "REASON", "TOOK", "FINISHED");
    }

    /** The same with the images. */
    public static String wide(ReleaseView view, Ink ink) {
        return of(
                view,
                ink,
                "VERSION",
                "REVISION",
                "ATTEMPT",
                "OUTCOME",
                "REASON",
                "TOOK",
                "FINISHED",
                "BACKEND",
                "FRONTEND");
    }

    private static String of(ReleaseView view, Ink ink, String... headers) {
        if (view.history().isEmpty()) {
            return "no attempt of " + view.name() + " has ended yet\n";
        }
        Table table = new Table(ink, headers);
        view.history().forEach(entry -> table.add(cells(entry, ink).subList(0, headers.length)));
        return table.render();
    }

    private static List<Cell> cells(HistoryEntry e, Ink ink) {
        return List.of(
                new Cell(VersionName.of(e.backend(), e.frontend()).orElse("-"), Tone.STRONG),
                Cell.of(e.revision()),
                Cell.of(Optional.ofNullable(e.attempt()).map(String::valueOf).orElse("-")),
                outcome(e.outcome(), ink),
                Cell.of(Optional.ofNullable(e.reason()).orElse("-")),
                Cell.of(Timestamps.between(e.startedAt(), e.finishedAt())
                        .map(DurationFormats::inTable)
                        .orElse("-")),
                Cell.of(Optional.ofNullable(e.finishedAt())
                        .map(HistoryTable::toSeconds)
                        .orElse("-")),
                Cell.of(Optional.ofNullable(e.backend()).orElse("-")),
                Cell.of(Optional.ofNullable(e.frontend()).orElse("-")));
    }

    private static Cell outcome(Outcome outcome, Ink ink) {
        return switch (outcome) {
            case Promoted -> new Cell(ink.symbol("✓") + outcome.name(), Tone.GOOD);
            case RolledBack, Undecided -> new Cell(ink.symbol("✖") + outcome.name(), Tone.BAD);
            case Aborted, Superseded -> new Cell(ink.symbol("‖") + outcome.name(), Tone.WAITING);
        };
    }

    private static String toSeconds(String instant) {
        return instant.replaceFirst("[.][0-9]+Z$", "Z");
    }
}
