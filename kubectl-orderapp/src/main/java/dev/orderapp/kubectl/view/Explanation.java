package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.Formats;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a release stands where it stands, in plain words with the numbers, and what to do. */
public final class Explanation {
    private static final String NO_CAUSE_TOLD = "the operator gave no reason";

    private Explanation() {}

    /** The explanation of how it stands now. */
    public static String of(ReleaseView facts) {
        Optional<FailedStatus> failed = facts.status().map(OrderAppReleaseStatus::failed);
        List<String> lines = new ArrayList<>();
        facts.blockers().forEach(c -> lines.add("Not " + c.getType() + ": " + c.getMessage() + "."));
        if (failed.isPresent()) {
            lines.addAll(takenBack(facts, failed.get()));
        } else if (facts.status().isEmpty()) {
            lines.add(facts.name() + " has not been seen by the operator yet.");
            lines.add("What to do: see whether the operator runs, and whether it watches namespace " + facts.namespace()
                    + ".");
        } else {
            lines.addAll(standing(facts));
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * The explanation of how an earlier try of a revision ended.
     *
     * @return empty if the history does not have it
     */
    public static Optional<String> of(ReleaseView facts, String revision) {
        return facts.history().stream()
                .filter(entry -> entry.revision().equals(revision))
                .findFirst()
                .map(entry -> String.join("\n", told(entry)) + "\n");
    }

    private static List<String> told(HistoryEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("Revision " + entry.revision() + images(entry.backend(), entry.frontend()) + " was "
                + Formats.of(entry.outcome()) + " at " + entry.decidedAt()
                + Formats.between(entry.startedAt(), entry.decidedAt())
                        .map(t -> ", " + Formats.of(t) + " after its start")
                        .orElse("")
                + ".");
        lines.add("Why: " + Optional.ofNullable(entry.message()).orElse(NO_CAUSE_TOLD) + ".");
        return lines;
    }

    private static List<String> takenBack(ReleaseView facts, FailedStatus failed) {
        List<String> lines = new ArrayList<>();
        Optional<HistoryEntry> entry = facts.history().stream()
                .filter(e -> e.revision().equals(failed.revision()))
                .findFirst();
        lines.addAll(entry.map(Explanation::told)
                .orElseGet(() -> List.of(
                        "Revision " + failed.revision() + " was " + Formats.of(failed.outcome()) + " at " + failed.at()
                                + ".",
                        "Why: " + Optional.ofNullable(failed.message()).orElse(NO_CAUSE_TOLD) + ".")));
        lines.addAll(numbers(facts));
        facts.stable()
                .ifPresent(stable -> lines.add("Now: revision " + stable.revision()
                        + images(stable.backend(), stable.frontend()) + " serves everybody."));
        lines.add("What to do: " + advice(facts, failed));
        return lines;
    }

    private static List<String> numbers(ReleaseView facts) {
        return facts.evidence().stream()
                .filter(metric -> "FAIL".equals(metric.verdict()))
                .map(Explanation::failure)
                .toList();
    }

    private static String failure(MetricStatus metric) {
        String counted = "In numbers: " + metric.name() + " were " + Numbers.shares(metric.canary())
                + " of the new version and " + Numbers.shares(metric.stable()) + " of the old one beside it. ";
        return "WorseThanStable".equals(metric.reason())
                ? counted + chance(metric.ratio(), "a version as good as the old one")
                : counted + "A share above "
                        + Optional.ofNullable(metric.ceiling())
                                .map(Numbers::percent)
                                .orElse("the ceiling")
                        + " is never accepted. "
                        + chance(metric.canaryCeiling(), "a version that stays below");
    }

    private static String chance(EvidenceOdds odds, String innocent) {
        if (odds == null || odds.peak() == null) {
            return "";
        }
        return "The odds against it are " + Numbers.odds(odds.peak())
                + Optional.ofNullable(odds.threshold())
                        .map(t -> "; at " + Numbers.odds(t) + " a release is taken back, which happens to " + innocent
                                + " in at most one release of "
                                + Numbers.odds(t).replace(":1", ""))
                        .orElse("")
                + ".";
    }

    private static String advice(ReleaseView facts, FailedStatus failed) {
        String retry = "`kubectl orderapp retry " + facts.name() + "`";
        return switch (Optional.ofNullable(failed.reason()).orElse("")) {
            case "SharedOutage" ->
                "look at what both versions use (database, network); it is tried once more by itself when the old version has recovered,"
                        + " or at once by " + retry + ".";
            case "MigrationFailed" ->
                "read the log of the migration Job " + facts.name() + "-migrate-" + failed.revision()
                        + ", fix it, and release the fix.";
            case "ProgressDeadlineExceeded", "CrashLoop", "NoReadyPods" ->
                "see why its Pods did not stay up (image, configuration, memory: `kubectl describe pod` and the Events), and release a fix; if"
                        + " the cause lay elsewhere, " + retry + ".";
            case "AbortRequested", "RouteRemoved" ->
                "somebody stopped it by hand; ask them, then release a fix, or " + retry + ".";
            case "NoData", "MaxHoldExceeded" ->
                "see why nothing was counted (`kubectl orderapp get " + facts.name() + "` names the metrics); then "
                        + retry + ", or set analysis.onNoData for a quiet system.";
            default ->
                "fix it and release the fix (its Pods' log of that minute is the place to look); if the cause lay elsewhere, "
                        + retry + ".";
        };
    }

    private static List<String> standing(ReleaseView facts) {
        List<String> lines = new ArrayList<>();
        lines.add(facts.condition(facts.isCondition("Progressing", "True") ? "Progressing" : "Settled")
                .map(c -> sentence(c.getMessage()))
                .orElse(facts.name() + " is " + facts.phase().map(Enum::name).orElse("unseen") + "."));
        if (facts.canary().isPresent()) {
            facts.evidence().stream()
                    .flatMap(metric -> Optional.ofNullable(metric.message()).stream())
                    .forEach(message -> lines.add("Evidence: " + message + "."));
        }
        for (String type : List.of("Available", "MetricsAvailable")) {
            facts.condition(type)
                    .filter(c -> "False".equals(c.getStatus()))
                    .ifPresent(c -> lines.add("Not " + type + ": " + c.getMessage() + "."));
        }
        if (facts.paused()) {
            lines.add("Paused: nothing starts or advances until `kubectl orderapp resume " + facts.name() + "`.");
        }
        facts.history().stream()
                .filter(e -> e.outcome() != Outcome.Promoted)
                .findFirst()
                .ifPresent(e -> lines.add("The last one that did not make it: `kubectl orderapp explain " + facts.name()
                        + " --revision " + e.revision() + "`."));
        return lines;
    }

    private static String images(String backend, String frontend) {
        if (backend == null && frontend == null) {
            return "";
        }
        return " (" + Optional.ofNullable(backend).orElse("")
                + Optional.ofNullable(frontend).map(f -> ", " + f).orElse("") + ")";
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
