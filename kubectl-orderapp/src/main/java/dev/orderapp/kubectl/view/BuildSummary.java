package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseOutcome;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.v1.MetricStatus;
import java.time.Duration;
import java.util.Optional;

/** The outcome of a release for the page of a build: as Markdown, and as a JUnit report, which every CI server shows. */
public final class BuildSummary {
    private BuildSummary() {}

    /** A heading, the sentence, and a table of what was counted. */
    public static String markdown(ReleaseOutcome outcome) {
        StringBuilder page =
                new StringBuilder("### " + cell(title(outcome)) + "\n\n" + cell(outcome.message()) + "\n\n");
        page.append("| | |\n|---|---|\n");
        row(page, "outcome", outcome.outcome());
        row(page, "revision", outcome.revision());
        row(page, "API", outcome.backend());
        row(page, "page", outcome.frontend());
        row(page, "started", outcome.startedAt());
        row(page, "decided", outcome.decidedAt());
        if (!outcome.evidence().isEmpty()) {
            page.append("\n| metric | verdict | new version | version beside it |\n|---|---|---|---|\n");
            for (MetricStatus metric : outcome.evidence()) {
                page.append("| " + cell(metric.name()) + " | "
                        + cell(Optional.ofNullable(metric.verdict()).orElse("not judged")) + " | "
                        + EvidenceLines.events(metric, metric.canary()) + " | "
                        + EvidenceLines.events(metric, metric.stable())
                        + " |\n");
            }
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String label, String value) {
        if (value != null) {
            page.append("| " + label + " | " + cell(value) + " |\n");
        }
    }

    /** One test case: passed when promoted, skipped when superseded, failed otherwise. */
    public static String junit(ReleaseOutcome outcome) {
        boolean passed = outcome.exitCode() == ExitCode.DONE.number();
        boolean skipped = outcome.exitCode() == ExitCode.SUPERSEDED.number();
        String seconds = Timestamps.between(outcome.startedAt(), outcome.decidedAt())
                .map(Duration::toSeconds)
                .map(String::valueOf)
                .orElse("0");
        String name = xml(title(outcome));
        String message = xml(outcome.message());
        String result = passed
                ? "<system-out>" + message + "</system-out>"
                : skipped
                        ? "<skipped message=\"" + message + "\"/>"
                        : "<failure type=\"" + outcome.outcome() + "\" message=\"" + message + "\"/>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"release\" tests=\"1\" failures=\""
                + (passed || skipped ? 0 : 1) + "\" errors=\"0\" skipped=\"" + (skipped ? 1 : 0) + "\" time=\""
                + seconds
                + "\">\n  <testcase classname=\"" + xml("release." + outcome.namespace()) + "\" name=\"" + name
                + "\" time=\"" + seconds + "\">\n    " + result + "\n  </testcase>\n</testsuite>\n";
    }

    private static String title(ReleaseOutcome outcome) {
        return outcome.namespace() + "/" + outcome.name()
                + Optional.ofNullable(outcome.version()).map(v -> " " + v).orElse("") + ": " + outcome.outcome();
    }

    /** Text that can neither end a cell of a table nor begin markup. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\|`*_<>\\[\\]#&!])", "\\\\$1");
    }

    /** Text in XML 1.0, which has no way to write most control characters. */
    private static String xml(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t\n\r]]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
