package dev.orderapp.operator.analysis;

import dev.orderapp.operator.analysis.Attack.Target;
import dev.orderapp.operator.analysis.AttackedRelease.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Simulates releases under attack and writes how they end, as {@code attack-table.md}: good ones that are rolled back, bad ones that are
 * promoted. A rerun gives the same file.
 */
public final class AttackBench {
    private static final double STABLE = 0.005;
    private static final List<Integer> RATES = List.of(10, 100);

    /** Weights as a release has them, by name. */
    static final Map<String, List<SimulatedRelease.Step>> SCHEDULES = Map.of(
            "10 min at 30", List.of(new SimulatedRelease.Step(0.3, 600)),
            "10 min at 50", List.of(new SimulatedRelease.Step(0.5, 600)),
            "5 min at 30, 5 at 50, 2 at 100",
                    List.of(
                            new SimulatedRelease.Step(0.3, 300),
                            new SimulatedRelease.Step(0.5, 300),
                            new SimulatedRelease.Step(1, 120)));

    /** What a stranger may try. */
    static final List<Attack> ATTACKS = attacks();

    private static final String STEPS = "5 min at 30, 5 at 50, 2 at 100";

    private final int runs;
    private final StringBuilder text = new StringBuilder();

    private AttackBench(int runs) {
        this.runs = runs;
    }

    private static List<Attack> attacks() {
        Attack hide = Attack.of("fails on stable, succeeds on the canary", Target.STABLE, Target.CANARY);
        Attack blame = Attack.of("fails on the canary, succeeds on stable", Target.CANARY, Target.STABLE);
        return List.of(
                Attack.NONE,
                Attack.of("fails on the canary", Target.CANARY, Target.NONE),
                Attack.of("fails on stable", Target.STABLE, Target.NONE),
                Attack.of("fails on both", Target.BOTH, Target.NONE),
                Attack.of("fails and succeeds on the canary", Target.CANARY, Target.CANARY),
                Attack.of("succeeds on the canary", Target.NONE, Target.CANARY),
                Attack.of("succeeds on stable", Target.NONE, Target.STABLE),
                blame,
                blame.from(300, "from the second step on"),
                hide,
                hide.spreadOut(),
                hide.from(-3_600, "an hour before as well"),
                Attack.of("fails on stable, succeeds on both", Target.STABLE, Target.BOTH)
                        .spreadOut());
    }

    /** Arguments: runs per cell, and the folder to write to. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("needs two arguments: runs per cell, and the folder to write to");
        }
        AttackBench bench = new AttackBench(Integer.parseInt(arguments[0]));
        bench.run();
        Files.writeString(Path.of(arguments[1]).resolve("attack-table.md"), bench.text.toString());
    }

    private void run() {
        say("<!-- Written by `make bench-attack`. -->");
        say("# Releases under attack, in figures");
        say("");
        say(String.format(
                Locale.ROOT,
                "Simulated releases, %,d per cell, judged as in a cluster from the first step to the end: a step that has held waits for a verdict, and is"
                        + " rolled back as undecided after an hour. Stable fails in 0.5 %% of the visitors' requests, as it did in the hour before. The"
                        + " attacker sends up to %.0f requests/s to the version of their choice. Of each network of strangers %s count, in all Pods of both versions together, and 60"
                        + " successes a minute in each of a version's two Pods; accounts that were made for the attack count as the strangers of their network, so that a hundred of them are no more than none."
                        + " [judging.md](judging.md#under-attack) explains why.",
                runs,
                Attack.RATE,
                CountingPolicy.SHOP.name()));
        for (String schedule : List.of("10 min at 30", "10 min at 50", STEPS)) {
            for (int rate : RATES) {
                table("One network, " + rate + " honest requests/s, " + schedule, rate, schedule, 1);
            }
        }
        for (int rate : RATES) {
            table("1,000 networks, " + rate + " honest requests/s, " + STEPS, rate, STEPS, 1_000);
        }
        countings();
        costs();
    }

    private void table(String title, int rate, String schedule, int networks) {
        heading(title, "the attacker");
        for (Attack attack : ATTACKS) {
            row(attack.name(), rate, schedule, attack, networks, CountingPolicy.SHOP);
        }
    }

    private void countings() {
        heading("What it is worth that little counts: one network, 10 honest requests/s, " + STEPS, "counted");
        Attack blame = Attack.of("fails on the canary, succeeds on stable", Target.CANARY, Target.STABLE);
        Attack hide = Attack.of("fails on stable, succeeds on the canary", Target.STABLE, Target.CANARY);
        for (CountingPolicy counting : List.of(
                CountingPolicy.ONCE_AN_HOUR,
                CountingPolicy.ONCE_IN_TEN_MINUTES,
                CountingPolicy.SHOP,
                CountingPolicy.TWICE_IN_EACH_POD,
                CountingPolicy.ONCE_A_MINUTE,
                CountingPolicy.ALL_SUCCESSES,
                CountingPolicy.EVERYTHING)) {
            for (Attack attack : List.of(blame, hide)) {
                row(counting.name() + "; " + attack.name(), 10, STEPS, attack, 1, counting);
            }
        }
    }

    /** What the bounds cost where nobody attacks. */
    private void costs() {
        say("");
        say("## What it costs: visitors alone, each from a network of their own, 10 requests/s, ten minutes at 30");
        say("");
        say("Of visits of ten requests, the share that is rolled back, and the times by which half and 99 % were.");
        say("");
        say("| errors of stable / canary, a visit lasts | every failure counts | "
                + CountingPolicy.TWICE_IN_EACH_POD.name() + " | " + CountingPolicy.SHOP.name() + " |");
        say("|---|---|---|---|");
        for (double canary : List.of(STABLE, 0.05, 0.5)) {
            for (int seconds : List.of(30, 180, 900)) {
                say(String.format(
                                Locale.ROOT,
                                "| 0.5 %% / %s %%, %d s | ",
                                canary == STABLE ? "0.5" : Math.round(100 * canary),
                                seconds)
                        + cost(canary, seconds, CountingPolicy.EVERYTHING) + " | "
                        + cost(canary, seconds, CountingPolicy.TWICE_IN_EACH_POD) + " | "
                        + cost(canary, seconds, CountingPolicy.SHOP) + " |");
            }
        }
    }

    private String cost(double canary, int visitSeconds, CountingPolicy counting) {
        SimulationResults results = SimulatedRelease.at(
                        0.3, () -> new HonestVisitorTraffic(10, STABLE, canary, visitSeconds, counting))
                .outcomes(runs, JudgingMethod.JUDGE);
        StringBuilder cell = new StringBuilder(String.format(Locale.ROOT, "%.2f %%", 100 * results.share()));
        results.second(0.5).ifPresent(second -> cell.append(", ").append(second).append(" s"));
        results.second(0.99)
                .ifPresent(second -> cell.append(", ").append(second).append(" s"));
        return cell.toString();
    }

    private void row(String name, int rate, String schedule, Attack attack, int networks, CountingPolicy counting) {
        Map<End, Long> good = ends(STABLE, rate, schedule, attack, networks, counting);
        Map<End, Long> bad = ends(0.04, rate, schedule, attack, networks, counting);
        Map<End, Long> broken = ends(0.5, rate, schedule, attack, networks, counting);
        say("| " + name + " | " + cell(good, End.ROLLED_BACK) + " | " + cell(good, End.UNDECIDED) + " | "
                + cell(bad, End.PROMOTED) + " | " + cell(bad, End.UNDECIDED) + " | " + cell(broken, End.PROMOTED)
                + " |");
    }

    private Map<End, Long> ends(
            double canary, int rate, String schedule, Attack attack, int networks, CountingPolicy counting) {
        return new AttackedRelease(SCHEDULES.get(schedule), rate, STABLE, canary, attack, networks, counting)
                .ends(runs);
    }

    private String cell(Map<End, Long> ends, End end) {
        long count = ends.getOrDefault(end, 0L);
        return count == 0 ? "none" : String.format(Locale.ROOT, "%.2f %%", 100.0 * count / runs);
    }

    private void heading(String title, String first) {
        say("");
        say("## " + title);
        say("");
        say(
                "| " + first
                        + " | good: rolled back | good: undecided | 4 % errors: promoted | 4 % errors: undecided | 50 % errors: promoted |");
        say("|---|---|---|---|---|---|");
    }

    /** The table grows before the reader's eyes. */
    private void say(String line) {
        System.out.println(line);
        text.append(line).append('\n');
    }
}
