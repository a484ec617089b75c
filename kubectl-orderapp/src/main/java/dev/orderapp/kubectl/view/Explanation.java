package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.release.OutcomePhrases;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import dev.orderapp.kubectl.release.VersionName;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.FailedStatus;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.ConditionType;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.OutcomeReason;
import dev.orderapp.v1.contract.Verdict;
import dev.orderapp.v1.contract.VerdictReason;
import dev.orderapp.v1.format.DurationFormats;
import dev.orderapp.v1.format.NumberFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a release is in its state, in plain words with the numbers, and what to do. */
public final class Explanation {
    private static final Pattern LEAD = Pattern.compile(
            "^(Why|In numbers|Now|Kept for [0-9hms]+|What to do|Last lines of .+|Warning Events|Not kept|Not shown|Evidence|Images|Paused|Waits|Not [A-Za-z]+):");

    private static final String NO_REASON = "the operator gave no reason";

    private Explanation() {}

    /** The explanation of its current state. */
    public static String of(ReleaseView view) {
        Optional<FailedStatus> failed = view.status().map(OrderAppReleaseStatus::failed);
        List<String> lines = new ArrayList<>();
        view.blockers().forEach(c -> lines.add("Not " + c.getType() + ": " + c.getMessage() + "."));
        if (failed.isPresent()) {
            lines.addAll(rolledBack(view, failed.get()));
        } else if (view.status().isEmpty()) {
            lines.add(view.name() + " has not been seen by the operator yet.");
            lines.add("What to do: check whether the operator runs, and whether it watches namespace "
                    + view.namespace() + ".");
        } else {
            lines.addAll(state(view));
        }
        return text(lines, view);
    }

    /** The same for a terminal, with the word that each line begins with in bold. */
    public static String highlighted(String explanation, Ink ink) {
        return explanation
                .lines()
                .map(line -> LEAD.matcher(line).replaceFirst(lead -> ink.of(Tone.STRONG, lead.group())))
                .collect(Collectors.joining("\n"));
    }

    /** Sentences that speak of versions by their tags, each beginning with a capital letter. */
    private static String text(List<String> lines, ReleaseView view) {
        return lines.stream()
                .map(line -> VersionName.in(line, view))
                .map(line -> Character.toUpperCase(line.charAt(0)) + line.substring(1) + "\n")
                .collect(Collectors.joining());
    }

    /**
     * The explanation of how an earlier attempt of a revision ended.
     *
     * @return empty if the history does not have it
     */
    public static Optional<String> of(ReleaseView view, String revision) {
        return view.history().stream()
                .filter(entry -> entry.revision().equals(revision))
                .findFirst()
                .map(entry -> text(finished(entry), view));
    }

    private static List<String> finished(HistoryEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("revision " + entry.revision() + " was "
                + OutcomePhrases.of(entry.outcome()) + " at " + entry.decidedAt()
                + Timestamps.between(entry.startedAt(), entry.decidedAt())
                        .map(t -> ", " + DurationFormats.inSentence(t) + " after its start")
                        .orElse("")
                + ".");
        lines.add("Why: " + Optional.ofNullable(entry.message()).orElse(NO_REASON) + ".");
        images(entry).ifPresent(lines::add);
        return lines;
    }

    private static List<String> rolledBack(ReleaseView view, FailedStatus failed) {
        List<String> lines = new ArrayList<>();
        Optional<HistoryEntry> entry = view.history().stream()
                .filter(e -> e.revision().equals(failed.revision()))
                .findFirst();
        lines.addAll(entry.map(Explanation::finished)
                .orElseGet(() -> List.of(
                        "revision " + failed.revision() + " was " + OutcomePhrases.of(failed.outcome()) + " at "
                                + failed.at() + ".",
                        "Why: " + Optional.ofNullable(failed.message()).orElse(NO_REASON) + ".")));
        lines.addAll(numbers(view));
        view.startWaitMessage().ifPresent(why -> lines.add("Waits: " + why + "."));
        view.stable().ifPresent(stable -> lines.add("Now: revision " + stable.revision() + " serves all visitors."));
        view.keepFailed()
                .filter(time -> view.is(Phase.RolledBack))
                .ifPresent(time -> lines.add("Kept for " + time
                        + ": one Pod of each component of it, without visitors: `kubectl orderapp logs " + view.name()
                        + " --revision " + failed.revision() + "`."));
        lines.add("What to do: " + advice(view, failed));
        return lines;
    }

    private static List<String> numbers(ReleaseView view) {
        return view.evidence().stream()
                .filter(metric -> Verdict.FAIL.name().equals(metric.verdict()))
                .map(Explanation::failure)
                .toList();
    }

    private static String failure(MetricStatus metric) {
        String counted = "In numbers: " + metric.name() + " were " + EvidenceLines.events(metric, metric.canary())
                + " of the new version and " + EvidenceLines.events(metric, metric.stable())
                + " of the old one beside it. ";
        return VerdictReason.WorseThanStable.name().equals(metric.reason())
                ? counted + chance(metric.ratio(), "a version as good as the old one")
                : counted + "A share above "
                        + Optional.ofNullable(metric.ceiling())
                                .map(NumberFormats::percent)
                                .orElse("the ceiling")
                        + " is never accepted. "
                        + chance(metric.canaryCeiling(), "a version that stays below");
    }

    private static String chance(EvidenceOdds odds, String goodVersion) {
        if (odds == null || odds.peak() == null) {
            return "";
        }
        return "The odds against it are " + NumberFormats.odds(odds.peak())
                + Optional.ofNullable(odds.threshold())
                        .map(t -> "; at " + NumberFormats.odds(t) + " a release is rolled back, which happens to "
                                + goodVersion
                                + " in at most one release of "
                                + NumberFormats.odds(t).replace(":1", ""))
                        .orElse("")
                + ".";
    }

    /** One that only another version of the operator knows is like any other failure. */
    private static OutcomeReason reason(FailedStatus failed) {
        return Arrays.stream(OutcomeReason.values())
                .filter(reason -> reason.name().equals(failed.reason()))
                .findFirst()
                .orElse(OutcomeReason.AnalysisFailed);
    }

    private static String advice(ReleaseView view, FailedStatus failed) {
        String retry = "`kubectl orderapp retry " + view.name() + "`";
        return switch (reason(failed)) {
            case SharedOutage ->
                "check what both versions use (database, network); it is tried once more by itself when the old version has recovered,"
                        + " or at once by " + retry + ".";
            case ComparisonUnsound ->
                "find what fails on the old version, or who sends so much to one version (the sentence says which); the new version is tried once"
                        + " more by itself when the old one is as it was, or at once by " + retry + ".";
            case MigrationFailed ->
                "read the log of the migration Job " + Names.migration(view.name(), failed.revision())
                        + ", fix it, and release the fix.";
            case ProgressDeadlineExceeded, CrashLoop, NoReadyPods ->
                "find out why its Pods did not stay up (image, configuration, memory: `kubectl describe pod` and the Events), and release a fix; if"
                        + " the cause lay elsewhere, " + retry + ".";
            case AbortRequested, RouteRemoved -> "a person stopped it; ask why, then release a fix, or " + retry + ".";
            case NoData, MaxHoldExceeded ->
                "find out why too little was counted (`kubectl orderapp get " + view.name()
                        + "` names the metrics); then " + retry
                        + ", or set analysis.onNoData for a system with little traffic.";
            default ->
                "fix it and release the fix (start with its Pods' log of that minute); if the cause lay elsewhere, "
                        + retry + ".";
        };
    }

    private static List<String> state(ReleaseView view) {
        List<String> lines = new ArrayList<>();
        lines.add(view.condition(
                        view.isCondition(ConditionType.Progressing, "True")
                                ? ConditionType.Progressing
                                : ConditionType.Settled)
                .map(c -> sentence(c.getMessage()))
                .filter(text -> !text.isEmpty())
                .orElse(view.name() + " is " + view.phase().map(Enum::name).orElse("unseen") + "."));
        if (view.canary().isPresent()) {
            view.preview()
                    .ifPresent(testers -> lines.add("Testers see the new version with the cookie " + testers.cookie()
                            + "=" + testers.value() + "."));
            view.evidence().stream()
                    .flatMap(metric -> Optional.ofNullable(metric.message()).stream())
                    .forEach(message -> lines.add("Evidence: " + message + "."));
        }
        for (ConditionType type : List.of(ConditionType.Available, ConditionType.MetricsAvailable)) {
            view.condition(type)
                    .filter(c -> "False".equals(c.getStatus()))
                    .ifPresent(c -> lines.add("Not " + type + ": " + c.getMessage() + "."));
        }
        if (view.paused()) {
            lines.add("Paused: nothing starts or advances until `kubectl orderapp resume " + view.name() + "`.");
        }
        view.history().stream()
                .filter(e -> e.outcome() != Outcome.Promoted)
                .findFirst()
                .ifPresent(e -> lines.add("The last version that was not promoted: `kubectl orderapp explain "
                        + view.name() + " --revision " + e.revision() + "`."));
        return lines;
    }

    private static Optional<String> images(HistoryEntry entry) {
        List<String> images = Stream.of(entry.backend(), entry.frontend())
                .flatMap(Stream::ofNullable)
                .toList();
        return images.isEmpty() ? Optional.empty() : Optional.of("Images: " + String.join(", ", images) + ".");
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : text + ".";
    }
}
