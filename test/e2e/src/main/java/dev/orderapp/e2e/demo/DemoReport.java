package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.demo.Expectations.ExpectationResult;
import dev.orderapp.e2e.demo.Expectations.Split;
import dev.orderapp.e2e.shop.Timeline;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables at the end of the demo, in Markdown. */
final class DemoReport {
    private final Expectations expectations;
    private final Timeline timeline;

    DemoReport(Expectations expectations, Timeline timeline) {
        this.expectations = expectations;
        this.timeline = timeline;
    }

    /** All tables. */
    String of(List<CaseResult> releases, List<ExpectationResult> met) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| release | step | weight | seen | page loads | requests | failed by canary | failed by stable | evidence |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        releases.forEach(
                release -> timeline.steps(release.result().revision()).forEach(step -> lines.add(step(release, step))));
        lines.add("");
        lines.add("| release | outcome | first bad answer to evacuation | whole release | why |");
        lines.add("|---|---|---|---|---|");
        releases.forEach(release -> lines.add(row(
                release.releaseCase().title(),
                release.result().outcome().outcome(),
                evacuation(release),
                Expectations.seconds(Duration.between(
                        release.result().from(), release.result().until())),
                release.result().outcome().message())));
        lines.add("");
        lines.add("| expectation | met | seen |");
        lines.add("|---|---|---|");
        met.forEach(p -> lines.add(row(p.what(), p.met() ? "yes" : "**NO**", p.seen())));
        return String.join("\n", lines);
    }

    private String evacuation(CaseResult release) {
        return release.releaseCase().kind() == ReleaseCase.Kind.GOOD
                ? "–"
                : expectations.evacuation(release).map(Expectations::seconds).orElse("–");
    }

    private String step(CaseResult release, StepSpan step) {
        Split split = expectations.split(release, step);
        return row(
                release.releaseCase().title(),
                step.index() + 1,
                step.weight() + " %",
                split.pages() == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", split.seen()),
                split.pages(),
                expectations.requests(step),
                expectations.failures(step, release.result().revision()),
                expectations.failures(step, release.result().stable()),
                String.join("; ", step.evidence()));
    }

    private static String row(Object... cells) {
        return "| "
                + String.join(
                        " | ", List.of(cells).stream().map(String::valueOf).toList()) + " |";
    }
}
