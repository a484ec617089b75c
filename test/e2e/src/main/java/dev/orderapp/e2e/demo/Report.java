package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.demo.Promises.Promise;
import dev.orderapp.e2e.demo.Promises.Split;
import dev.orderapp.e2e.shop.Timeline;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables at the end of the demo, in Markdown. */
final class Report {
    private final Promises promises;
    private final Timeline timeline;

    Report(Promises promises, Timeline timeline) {
        this.promises = promises;
        this.timeline = timeline;
    }

    /** All tables. */
    String of(List<Played> releases, List<Promise> kept) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| release | step | weight | seen | page loads | requests | failed by canary | failed by stable | evidence |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        releases.forEach(
                release -> timeline.steps(release.tried().revision()).forEach(step -> lines.add(step(release, step))));
        lines.add("");
        lines.add("| release | outcome | first bad answer to evacuation | whole release | why |");
        lines.add("|---|---|---|---|---|");
        releases.forEach(release -> lines.add(row(
                release.scene().title(),
                release.tried().outcome().outcome(),
                evacuation(release),
                Promises.seconds(
                        Duration.between(release.tried().from(), release.tried().until())),
                release.tried().outcome().message())));
        lines.add("");
        lines.add("| promise | kept | seen |");
        lines.add("|---|---|---|");
        kept.forEach(p -> lines.add(row(p.what(), p.kept() ? "yes" : "**NO**", p.seen())));
        return String.join("\n", lines);
    }

    private String evacuation(Played release) {
        return release.scene().kind() == Scene.Kind.GOOD
                ? "–"
                : promises.evacuation(release).map(Promises::seconds).orElse("–");
    }

    private String step(Played release, StepSpan step) {
        Split split = promises.split(release, step);
        return row(
                release.scene().title(),
                step.index() + 1,
                step.weight() + " %",
                split.pages() == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", split.seen()),
                split.pages(),
                promises.requests(step),
                promises.failures(step, release.tried().revision()),
                promises.failures(step, release.tried().stable()),
                String.join("; ", step.evidence()));
    }

    private static String row(Object... cells) {
        return "| "
                + String.join(
                        " | ", List.of(cells).stream().map(String::valueOf).toList()) + " |";
    }
}
