package dev.orderapp.bench;

import java.util.Locale;

/**
 * How many releases are there.
 *
 * @param releases all
 * @param broken those of them that can't work
 */
record Size(int releases, int broken) {
    /** A number, and after a slash how many of them are broken: {@code 1000/20}. */
    static Size of(String text) {
        String[] parts = text.split("/");
        return new Size(Integer.parseInt(parts[0]), parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
    }

    /** Those that are measured. */
    int well() {
        return releases - broken;
    }

    @Override
    public String toString() {
        String all = String.format(Locale.ROOT, "%,d", releases);
        return broken == 0 ? all : all + ", " + broken + " of them broken";
    }
}
