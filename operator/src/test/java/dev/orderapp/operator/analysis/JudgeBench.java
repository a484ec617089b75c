package dev.orderapp.operator.analysis;

import dev.orderapp.v1.contract.VerdictReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Simulates releases and prints how often, and after how long, they are rolled back: by this judge, and by rules as other tools'
 * documentation recommends them. Writes the same as {@code judging-table.md} and {@code judging.svg}. A rerun gives the same files.
 */
public final class JudgeBench {
    /** What is compared; the rules of other tools as their documentation has them. */
    private static final List<JudgingMethod> METHODS = List.of(
            JudgingMethod.JUDGE,
            JudgingMethod.JUDGE_WITH_HIGH_CEILING,
            new JudgingMethod(
                    "Argo Rollouts: 4 measurements below 95 %, each 10 s", 10, () -> ReleaseMonitor.threshold(0.95, 4)),
            new JudgingMethod(
                    "Flagger: 5 measurements below 99 %, each 60 s", 60, () -> ReleaseMonitor.threshold(0.99, 5)),
            new JudgingMethod(
                    "Flagger: 10 measurements below 99 %, each 10 s", 10, () -> ReleaseMonitor.threshold(0.99, 10)),
            new JudgingMethod("Fisher's test at .05, each 10 s", 10, () -> ReleaseMonitor.fisher(0.05)));

    private final int runs;
    private final StringBuilder text = new StringBuilder();

    private JudgeBench(int runs) {
        this.runs = runs;
    }

    /** Arguments: runs per row, and the folder to write to. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("needs two arguments: runs per row, and the folder to write to");
        }
        Path folder = Path.of(arguments[1]);
        String plot = new JudgeBench(Integer.parseInt(arguments[0])).run(folder.resolve("judging-table.md"));
        Files.writeString(folder.resolve("judging.svg"), plot);
    }

    private String run(Path table) throws IOException {
        say("<!-- Written by `make bench-judge`. -->");
        say("# The judge in figures");
        say("");
        say(String.format(
                Locale.ROOT,
                "Simulated releases, %,d per row and each of ten minutes unless it says otherwise, at 10 requests/s for both versions"
                        + " together. Each cell tells the share rolled back, [the upper 95 %% bound of that], and the times by which half and 99 %%"
                        + " of all runs had been rolled back. The judge measures every 5 s and has the error budget that each metric gets beside all"
                        + " default metrics. [judging.md](judging.md) explains the terms.",
                runs));
        Map<String, List<SimulationResults>> beside = besideOtherRules();
        table("Equally good releases", "at most 1 % may be rolled back", JudgingScenario.good());
        table(
                "Equally good releases with visitors who fail in all they do",
                "at most 2 %",
                JudgingScenario.failingVisitors());
        table("Bad releases", "the sooner the better", JudgingScenario.bad());
        table(
                "Both versions fail at once",
                "`SharedOutage`: rolled back, and tried once more",
                JudgingScenario.outages());
        table(
                "Equally good releases by orders per visit",
                "at most 1 % may be rolled back",
                JudgingScenario.goodVisits());
        table("Releases that sell less, 10 visits/s", "the sooner the better", JudgingScenario.badVisits());
        table(
                "Visits that are not counted at one age",
                "equally good releases, wrongly counted",
                JudgingScenario.miscountedVisits());
        table("What breaks the assumptions", "equally good releases, wrongly counted", JudgingScenario.miscounted());
        Files.writeString(table, text.toString());
        return new BenchPlot(METHODS, beside).svg();
    }

    private Map<String, List<SimulationResults>> besideOtherRules() {
        heading("Beside other rules", "errors of stable / canary; the first rows are good releases");
        say("| | " + METHODS.stream().map(JudgingMethod::name).collect(Collectors.joining(" | ")) + " |");
        say("|---".repeat(METHODS.size() + 1) + "|");
        Map<String, List<SimulationResults>> all = new LinkedHashMap<>();
        releases().forEach((name, release) -> {
            List<SimulationResults> outcomes = release.outcomes(runs, METHODS);
            all.put(name, outcomes);
            say("| " + name + " | " + outcomes.stream().map(JudgeBench::cell).collect(Collectors.joining(" | "))
                    + " |");
        });
        return all;
    }

    private static Map<String, SimulatedRelease> releases() {
        Map<String, SimulatedRelease> all = new LinkedHashMap<>();
        put(all, 0.001, 0.001, 10, 0.3);
        put(all, 0.005, 0.005, 10, 0.3);
        put(all, 0.005, 0.005, 10, 0.5);
        put(all, 0.015, 0.015, 10, 0.3);
        put(all, 0.05, 0.05, 10, 0.3);
        put(all, 0.005, 0.01, 10, 0.3);
        put(all, 0.005, 0.02, 10, 0.3);
        put(all, 0.005, 0.05, 10, 0.3);
        put(all, 0.005, 0.05, 10, 0.5);
        put(all, 0.005, 1, 10, 0.3);
        put(all, 0.001, 0.005, 50, 0.3);
        put(all, 0.005, 0.05, 50, 0.3);
        put(all, 0.005, 0.05, 1, 0.3);
        return all;
    }

    private static void put(
            Map<String, SimulatedRelease> all, double stable, double canary, int perSecond, double weight) {
        String name = JudgingScenario.percent(stable) + " / " + JudgingScenario.percent(canary)
                + (perSecond == 10 ? "" : " at " + perSecond + "/s") + JudgingScenario.at(weight);
        all.put(name, SimulatedRelease.at(weight, () -> Traffic.independent(perSecond, stable, canary)));
    }

    private void table(String title, String what, List<JudgingScenario> scenarios) {
        heading(title, what);
        say("| | rolled back | worse than stable | above ceiling | shared outage |");
        say("|---|---|---|---|---|");
        for (JudgingScenario scenario : scenarios) {
            SimulationResults outcomes = scenario.outcomes(runs);
            say("| " + scenario.name() + " | " + cell(outcomes) + " | " + part(outcomes, VerdictReason.WorseThanStable)
                    + " | " + part(outcomes, VerdictReason.AboveCeiling) + " | "
                    + part(outcomes, VerdictReason.SharedOutage) + " |");
        }
    }

    private static String part(SimulationResults outcomes, VerdictReason reason) {
        return outcomes.count(reason) == 0 ? "" : percent(outcomes.share(reason)) + " %";
    }

    private static String cell(SimulationResults outcomes) {
        String share = percent(outcomes.share()) + " % [" + percent(outcomes.upperBound()) + "]";
        OptionalInt half = outcomes.second(0.5);
        OptionalInt nearlyAll = outcomes.second(0.99);
        return share
                + (half.isPresent() ? ", " + half.getAsInt() + " s" : "")
                + (nearlyAll.isPresent() ? ", " + nearlyAll.getAsInt() + " s" : "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private void heading(String title, String what) {
        say("");
        say("## " + title);
        say(Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".");
        say("");
    }

    /** The table grows before the reader's eyes: it takes minutes. */
    private void say(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }
}
