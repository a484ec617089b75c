package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.view.Table.Cell;
import dev.orderapp.v1.Phase;

/** The phase of a release as a word, with its symbol and tone. */
final class PhaseLabel {
    private PhaseLabel() {}

    static Cell of(ReleaseView view, Ink ink, String unseen) {
        String word = view.phase().map(Phase::name).orElse(unseen)
                + (view.paused()
                        ? " (paused)"
                        : view.startWait().map(wait -> " (" + wait.word() + ")").orElse(""));
        if (view.paused()) {
            return new Cell(ink.symbol("‖") + word, Tone.WAITING);
        }
        if (view.phase().isEmpty()) {
            return new Cell(ink.symbol("○") + word, Tone.WAITING);
        }
        if (!view.blockers().isEmpty()) {
            return new Cell(ink.symbol("!") + word, Tone.BAD);
        }
        return switch (view.phase().get()) {
            case Stable -> new Cell(ink.symbol("✓") + word, Tone.GOOD);
            case RolledBack, RollingBack -> new Cell(ink.symbol("✖") + word, Tone.BAD);
            case Initializing, Preparing, Progressing, Promoting -> new Cell(ink.symbol("●") + word, Tone.MOVING);
        };
    }
}
