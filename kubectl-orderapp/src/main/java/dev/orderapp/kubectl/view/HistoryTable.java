package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.format.DurationFormats;
import java.util.Optional;

/** How the last attempts of a release ended, newest first. */
public final class HistoryTable {
    private HistoryTable() {}

    /** The table as text, or a sentence where there is none yet. */
    public static String of(ReleaseView view) {
        if (view.history().isEmpty()) {
            return "no attempt of " + view.name() + " has ended yet\n";
        }
        Table table = new Table("REVISION", "ATTEMPT", "OUTCOME", "REASON", "TOOK", "FINISHED", "BACKEND", "FRONTEND");
        view.history()
                .forEach((HistoryEntry e) -> table.add(
                        e.revision(),
                        Optional.ofNullable(e.attempt()).map(String::valueOf).orElse("-"),
                        e.outcome().name(),
                        Optional.ofNullable(e.reason()).orElse("-"),
                        Timestamps.between(e.startedAt(), e.finishedAt())
                                .map(DurationFormats::inTable)
                                .orElse("-"),
                        Optional.ofNullable(e.finishedAt())
                                .map(HistoryTable::toSeconds)
                                .orElse("-"),
                        Optional.ofNullable(e.backend()).orElse("-"),
                        Optional.ofNullable(e.frontend()).orElse("-")));
        return table.render();
    }

    private static String toSeconds(String instant) {
        return instant.replaceFirst("[.][0-9]+Z$", "Z");
    }
}
