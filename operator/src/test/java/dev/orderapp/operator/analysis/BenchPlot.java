package dev.orderapp.operator.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws how methods compare: the good releases that each rolls back, and how soon it rolls back bad ones. */
final class BenchPlot {
    private static final List<String> GOOD = List.of("0.5 % / 0.5 %, weight 30", "1.5 % / 1.5 %, weight 30");
    private static final List<String> BAD = List.of("0.5 % / 2 %, weight 30", "0.5 % / 5 %, weight 30");

    private static final int WIDTH = 860;
    private static final int HEIGHT = 545;
    private static final int PANEL = 330;
    private static final int CURVE_TOP = 330;
    private static final int CURVE_HEIGHT = 180;
    private static final int SECONDS = 600;

    private final List<JudgingMethod> methods;
    private final Map<String, List<SimulationResults>> outcomes;
    private final StringBuilder svg = new StringBuilder();

    /**
     * @param methods that were compared
     * @param outcomes per kind of release, one for each method
     */
    BenchPlot(List<JudgingMethod> methods, Map<String, List<SimulationResults>> outcomes) {
        this.methods = methods;
        this.outcomes = outcomes;
    }

    /** Follows the reader's choice of light or dark. */
    String svg() {
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12">
                <title>Good releases rolled back, and time until bad ones are, by method</title>
                <style>
                  text { fill: #1f2328 } .axis { stroke: #8c959f; fill: none } .promise { stroke: #cf222e; stroke-dasharray: 4 3 }
                  .line { fill: none; stroke-width: 2 }
                  .r0 { --c: #0550ae } .r1 { --c: #953800 } .r2 { --c: #116329 } .r3 { --c: #8250df } .r4 { --c: #6e7781 }
                  .bar { fill: var(--c) } .line { stroke: var(--c) }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 } .axis { stroke: #6e7681 } .promise { stroke: #ff7b72 }
                    .r0 { --c: #79c0ff } .r1 { --c: #ffa657 } .r2 { --c: #56d364 } .r3 { --c: #d2a8ff } .r4 { --c: #8b949e }
                  }
                </style>
                """.formatted(WIDTH, HEIGHT));
        List<Integer> shown = IntStream.range(0, methods.size())
                .filter(i -> methods.get(i) != JudgingMethod.JUDGE_WITH_HIGH_CEILING)
                .boxed()
                .toList();
        legend(shown);
        for (int panel = 0; panel < 2; panel++) {
            int left = 20 + panel * (PANEL + 100);
            bars(left, GOOD.get(panel), shown);
            curves(left, BAD.get(panel), shown);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(List<Integer> shown) {
        for (int i = 0; i < shown.size(); i++) {
            int x = 20 + i % 2 * (PANEL + 100);
            int y = 14 + i / 2 * 20;
            line("<rect class=\"bar r%d\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\"/>", i, x, y);
            line(
                    "<text x=\"%d\" y=\"%d\">%s</text>",
                    x + 18, y + 10, methods.get(shown.get(i)).name());
        }
    }

    private void bars(int left, String release, List<Integer> shown) {
        line("<text x=\"%d\" y=\"100\" font-weight=\"600\">Good releases rolled back: %s</text>", left, release);
        for (int i = 0; i < shown.size(); i++) {
            double share = outcomes.get(release).get(shown.get(i)).share();
            int y = 114 + i * 30;
            double width = Math.max(1, share * (PANEL - 60));
            line("<rect class=\"bar r%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\"/>", i, left, y, width);
            line("<text x=\"%.1f\" y=\"%d\">%.1f %%</text>", left + width + 6, y + 14, 100 * share);
        }
        double promise = left + 0.01 * (PANEL - 60);
        line("<line class=\"promise\" x1=\"%.1f\" x2=\"%.1f\" y1=\"108\" y2=\"266\"/>", promise, promise);
        line("<text x=\"%.1f\" y=\"282\">1 %%: what may be</text>", promise - 2);
    }

    private void curves(int left, String release, List<Integer> shown) {
        int bottom = CURVE_TOP + CURVE_HEIGHT;
        line(
                "<text x=\"%d\" y=\"%d\" font-weight=\"600\">Bad releases rolled back by then: %s</text>",
                left, CURVE_TOP - 14, release);
        line("<path class=\"axis\" d=\"M%d %d V%d H%d\"/>", left, CURVE_TOP, bottom, left + PANEL);
        for (int percent = 0; percent <= 100; percent += 50) {
            line(
                    "<text x=\"%d\" y=\"%d\">%d %%</text>",
                    left + PANEL + 6, bottom - percent * CURVE_HEIGHT / 100 + 4, percent);
        }
        for (int minute = 0; minute <= 10; minute += 2) {
            line(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d min</text>",
                    left + minute * 60 * PANEL / SECONDS, bottom + 18, minute);
        }
        for (int i = 0; i < shown.size(); i++) {
            SimulationResults outcome = outcomes.get(release).get(shown.get(i));
            String points = IntStream.rangeClosed(0, SECONDS / 5)
                    .mapToObj(measurement -> String.format(
                            Locale.ROOT,
                            "%.1f,%.1f",
                            left + measurement * 5.0 * PANEL / SECONDS,
                            bottom - outcome.shareBy(measurement * 5) * CURVE_HEIGHT))
                    .collect(Collectors.joining(" "));
            line("<polyline class=\"line r%d\" points=\"%s\"/>", i, points);
        }
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
