package dev.orderapp.kubectl.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns as wide as their widest cell, three spaces apart, as kubectl prints them. */
final class Table {
    private static final int GAP = 3;

    private final Ink ink;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(Ink ink, String... headers) {
        this.ink = ink;
        rows.add(Arrays.stream(headers).map(h -> new Cell(h, Tone.FAINT)).toList());
    }

    /** A text and what it tells. */
    record Cell(String text, Tone tone) {
        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }
    }

    void add(String... cells) {
        rows.add(Arrays.stream(cells).map(Cell::of).toList());
    }

    void add(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    String render() {
        return render(Integer.MAX_VALUE);
    }

    /** No line is longer than the columns that there are. What a colour adds to a text takes no room on the screen. */
    String render(int columns) {
        StringBuilder lines = new StringBuilder();
        for (List<Cell> row : rows) {
            int room = columns;
            for (int column = 0; column < row.size() && room > 0; column++) {
                Cell cell = row.get(column);
                String text =
                        cell.text().length() <= room ? cell.text() : cell.text().substring(0, room - 1) + "…";
                int gap = column == row.size() - 1
                        ? 0
                        : width(column) - cell.text().length() + GAP;
                lines.append(ink.of(cell.tone(), text))
                        .append(" ".repeat(Math.max(0, Math.min(gap, room - text.length()))));
                room -= text.length() + gap;
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).text().length())
                .max()
                .orElse(0);
    }
}
