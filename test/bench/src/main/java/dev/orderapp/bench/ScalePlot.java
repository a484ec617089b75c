package dev.orderapp.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Memory and times over the number of releases, as an SVG of two panels that can be read on light and dark pages. */
final class ScalePlot {
    private static final int WIDTH = 340;
    private static final int HEIGHT = 220;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int STRIDE = WIDTH + 2 * LEFT;

    private final List<Measurement> rows;
    private final StringBuilder svg = new StringBuilder();

    /** Plots those of the measurements in which no release was broken. */
    ScalePlot(List<Measurement> rows) {
        this.rows = rows.stream().filter(row -> row.size().broken() == 0).toList();
    }

    String svg() {
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="#808080">
                <title>Memory and start of the operator over the number of releases</title>
                """.formatted(2 * STRIDE, HEIGHT + TOP + 60));
        Panel memory = new Panel(0, 300, "MiB");
        memory.frame("memory (RSS)");
        memory.line("#1f77b4", "after work", Measurement::atWork, 0);
        memory.line("#2ca02c", "at rest", m -> m.rest().memory(), 1);
        memory.limit(256, "target at 1,000");
        Panel times = new Panel(STRIDE, 6, "s");
        times.frame("killed and started again");
        times.line("#1f77b4", "ready", m -> m.ready().after().toMillis() / 1000.0, 0);
        times.line("#2ca02c", "all reconciled", m -> m.allReconciled().toMillis() / 1000.0, 1);
        times.limit(5, "target at 1,000");
        return svg.append("</svg>\n").toString();
    }

    /** One pair of axes; the horizontal one is logarithmic, from 1 to 1,000. */
    private final class Panel {
        private static final int TICKS = 6;
        private final int left;
        private final double highest;
        private final String unit;

        Panel(int offset, double highest, String unit) {
            this.left = offset + LEFT;
            this.highest = highest;
            this.unit = unit;
        }

        private double x(double releases) {
            return left + WIDTH * Math.log10(releases) / 3;
        }

        private double y(double value) {
            return TOP + HEIGHT * (1 - Math.min(value, highest) / highest);
        }

        void frame(String title) {
            text(left, TOP - 16, "start", title, "#808080");
            for (int tick = 0; tick <= TICKS; tick++) {
                double value = highest * tick / TICKS;
                stroke(left, y(value), left + WIDTH, y(value), "#808080", 0.3);
                text(left - 6, y(value) + 4, "end", String.format(Locale.ROOT, "%.0f %s", value, unit), "#808080");
            }
            for (int releases = 1; releases <= 1000; releases *= 10) {
                text(x(releases), TOP + HEIGHT + 18, "middle", Integer.toString(releases), "#808080");
            }
            text(left + WIDTH / 2.0, TOP + HEIGHT + 38, "middle", "releases", "#808080");
        }

        void line(String colour, String name, ToDoubleFunction<Measurement> figure, int number) {
            StringBuilder points = new StringBuilder();
            for (Measurement row : rows) {
                double x = x(row.releases());
                double y = y(figure.applyAsDouble(row));
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.append(String.format(
                        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour));
            }
            svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                    .formatted(points.toString().strip(), colour));
            text(left + 8, TOP + 16 + 16 * number, "start", name, colour);
        }

        void limit(double value, String name) {
            stroke(left, y(value), left + WIDTH, y(value), "#d62728", 1);
            text(left + WIDTH, y(value) - 4, "end", name, "#d62728");
        }

        private void stroke(double x1, double y1, double x2, double y2, String colour, double width) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                    x1,
                    y1,
                    x2,
                    y2,
                    colour,
                    width));
        }

        private void text(double x, double y, String anchor, String words, String colour) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                    x,
                    y,
                    anchor,
                    colour,
                    words));
        }
    }
}
