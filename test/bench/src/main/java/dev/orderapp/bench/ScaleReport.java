package dev.orderapp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures as a table for docs/scale.md, with the plot beside it. */
final class ScaleReport {
    private static final String BEGIN = "<!-- figures: written by make bench-scale -->\n";
    private static final String END = "<!-- end of figures -->\n";
    private static final String PLOT = "![memory and start over the number of releases](scale.svg)\n";

    private final List<Measurement> rows;

    ScaleReport(List<Measurement> rows) {
        this.rows = rows;
    }

    /** One line per figure, one column per number of releases. */
    String table() {
        StringBuilder table = new StringBuilder();
        line(table, "releases", m -> m.size().toString());
        table.append("|---|").append("---:|".repeat(rows.size())).append('\n');
        line(table, "all made at once: all Stable after", m -> seconds(m.stable()));
        line(
                table,
                "up to 100 changed at once: all promoted after (a first step of 30 s, 10 s of holds, 6 s of drains)",
                m -> seconds(m.rolledOut()));
        line(table, "reconciles meanwhile, p50 / p99", m -> quantiles(m.rush().reconciles()));
        line(
                table,
                "… and how long they waited for others before",
                m -> quantiles(m.rush().queue()));
        line(
                table,
                "10 changed one every other second: reconciles, p50 / p99",
                m -> quantiles(m.oneByOne().map(ReconcileTimes::reconciles)));
        line(
                table,
                "… and how long they waited for others before",
                m -> quantiles(m.oneByOne().map(ReconcileTimes::queue)));
        line(table, "requests per new release", m -> each(m.made(), m.releases()));
        line(table, "requests per change of image", m -> each(m.rolled(), m.changed()));
        line(table, "memory (RSS) after that work", m -> mebibytes(m.atWork()));
        line(
                table,
                "killed and started again: ready after",
                m -> seconds(m.ready().after()));
        line(table, "… of which processor time", m -> decimal(m.ready().processorSeconds()) + " s");
        line(table, "… beside a load of the machine of", m -> decimal(m.ready().load()));
        line(table, "… a broken object repaired after", m -> seconds(m.works()));
        line(table, "… all releases reconciled after", m -> seconds(m.allReconciled()));
        line(table, "… reconciles, p50 / p99", m -> quantiles(m.sweep().reconciles()));
        line(table, "at rest: memory (RSS)", m -> mebibytes(m.rest().memory()));
        line(table, "… more per further release", this::growth);
        line(
                table,
                "… processor",
                m -> String.format(Locale.ROOT, "%.2f %%", 100 * m.rest().processor()));
        line(table, "… requests, watches and lease apart", ScaleReport::atRest);
        line(table, "… requests for the lease", m -> perMinute(m.rest()));
        line(
                table,
                "… 500 reconciled one after the other, p50 / p99",
                m -> quantiles(m.noOps().map(ReconcileTimes::reconciles)));
        line(table, "memory (RSS) after 50 more came and went", m -> mebibytes(m.afterSome()));
        line(table, "… and after another 500", m -> mebibytes(m.afterMore()));
        return table.toString();
    }

    private void line(StringBuilder table, String what, Function<Measurement, String> figure) {
        table.append("| ").append(what);
        rows.forEach(row -> table.append(" | ").append(figure.apply(row)));
        table.append(" |\n");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String seconds(Duration duration) {
        return decimal(duration.toMillis() / 1000.0) + " s";
    }

    private static String mebibytes(double memory) {
        return String.format(Locale.ROOT, "%.0f MiB", memory);
    }

    private static String mebibytes(Optional<Double> memory) {
        return memory.map(mebibytes -> mebibytes((double) mebibytes)).orElse("–");
    }

    /** Against the least number of releases that was measured. */
    private String growth(Measurement measured) {
        Measurement least = rows.get(0);
        int further = measured.releases() - least.releases();
        return further == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.0f KiB",
                        1024 * (measured.rest().memory() - least.rest().memory()) / further);
    }

    private static String quantiles(Optional<ReconcileTimes.Times> times) {
        return times.map(measured -> quantiles(measured)).orElse("–");
    }

    private static String quantiles(ReconcileTimes.Times times) {
        return decimal(times.quantile(0.5)) + " / " + decimal(times.quantile(0.99)) + " ms";
    }

    private static String atRest(Measurement measured) {
        return AuditLog.work(measured.rest().requests()) + " in "
                + measured.rest().time().toSeconds() + " s";
    }

    private static String perMinute(IdlePeriod rest) {
        double minutes = rest.time().toSeconds() / 60.0;
        return decimal(rest.requests().getOrDefault("lease", 0) / minutes) + " a minute";
    }

    private static String each(Map<String, Integer> requests, int releases) {
        return requests.entrySet().stream()
                .filter(e -> !e.getKey().equals("lease") && !e.getKey().equals("watch"))
                .map(e -> decimal((double) e.getValue() / releases) + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Puts the table between its two marks in scale.md, and the plot beside it. */
    void write(Path docs) throws IOException {
        Path page = docs.resolve("scale.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String figures = "\n" + table() + "\n" + PLOT;
        Files.writeString(page, text.substring(0, begin) + figures + text.substring(text.indexOf(END)));
        Files.writeString(docs.resolve("scale.svg"), new ScalePlot(rows).svg());
    }
}
