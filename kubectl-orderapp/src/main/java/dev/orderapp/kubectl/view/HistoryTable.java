package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.Formats;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.HistoryEntry;
import java.util.Optional;

/** How the last tries of a release ended, newest first. */
public final class HistoryTable {
    private HistoryTable() {}

    /** The table as text, or a sentence where there is nothing to tell yet. */
    public static String of(ReleaseView facts) {
        if (facts.history().isEmpty()) {
            return "no try of " + facts.name() + " has ended yet\n";
        }
        Table table = new Table("REVISION", "ATTEMPT", "OUTCOME", "REASON", "TOOK", "FINISHED", "BACKEND", "FRONTEND");
        facts.history()
                .forEach((HistoryEntry e) -> table.add(
                        e.revision(),
                        Optional.ofNullable(e.attempt()).map(String::valueOf).orElse("-"),
                        e.outcome().name(),
                        Optional.ofNullable(e.reason()).orElse("-"),
                        Formats.between(e.startedAt(), e.finishedAt())
                                .map(Formats::of)
                                .orElse("-"),
                        Optional.ofNullable(e.finishedAt())
                                .map(HistoryTable::toSeconds)
                                .orElse("-"),
                        Optional.ofNullable(e.backend()).orElse("-"),
                        Optional.ofNullable(e.frontend()).orElse("-")));
        return table.drawn();
    }

    private static String toSeconds(String instant) {
        return instant.replaceFirst("[.][0-9]+Z$", "Z");
    }
}
