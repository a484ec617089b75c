package dev.orderapp.operator.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The visitors of a canary, as those of the hundred buckets that it takes: {@code count} of them from {@code first} on,
 * after 99 comes 00. Growing the count only adds buckets, so that no visitor changes version back and forth while the weight rises.
 *
 * @param first from 0 to 99
 * @param count from 1 to 100
 */
record Buckets(int first, int count) {
    /** Cookie with a visitor's bucket, as two digits. */
    static final String COOKIE = "order_app_bucket";

    private static final int ALL = 100;

    /**
     * @throws IllegalArgumentException if {@code first} or {@code count} is out of range
     */
    public Buckets {
        if (first < 0 || first >= ALL || count < 1 || count > ALL) {
            throw new IllegalArgumentException(count + " buckets from " + first + " on are not part of 00 to 99");
        }
    }

    /** The buckets of a revision at a weight from 1 to 100. Its first one depends on the revision alone. */
    public static Buckets of(String revision, int weight) {
        return new Buckets(Math.floorMod(revision.hashCode(), ALL), weight);
    }

    /** Whether a bucket from 0 to 99 belongs to the canary. */
    public boolean contains(int bucket) {
        return Math.floorMod(bucket - first, ALL) < count;
    }

    /**
     * A regular expression that matches just these buckets as two digits, grouped by the tens that share their units: 30 buckets from
     * 87 on are <code>[09][0-9]|1[0-6]|8[7-9]</code>. It is short, because Traefik's rules are the longer for it, see {@link Paths}.
     */
    public String pattern() {
        Map<String, List<Integer>> tensByUnits = new LinkedHashMap<>();
        for (int tens = 0; tens < 10; tens++) {
            String units = units(tens);
            if (!units.isEmpty()) {
                tensByUnits.computeIfAbsent(units, u -> new ArrayList<>()).add(tens);
            }
        }
        return tensByUnits.entrySet().stream()
                .map(e -> oneOf(digits(e.getValue())) + oneOf(e.getKey()))
                .collect(Collectors.joining("|"));
    }

    private String units(int tens) {
        return digits(IntStream.range(0, 10)
                .filter(unit -> contains(10 * tens + unit))
                .boxed()
                .toList());
    }

    private static String digits(List<Integer> digits) {
        return digits.stream().map(String::valueOf).collect(Collectors.joining());
    }

    /** A class of digits that are in ascending order, with ranges where they are shorter. */
    private static String oneOf(String digits) {
        if (digits.length() == 1) {
            return digits;
        }
        StringBuilder all = new StringBuilder("[");
        for (int from = 0, to; from < digits.length(); from = to) {
            to = from + 1;
            while (to < digits.length() && digits.charAt(to) == digits.charAt(to - 1) + 1) {
                to++;
            }
            String run = digits.substring(from, to);
            all.append(run.length() < 3 ? run : run.charAt(0) + "-" + run.charAt(run.length() - 1));
        }
        return all.append(']').toString();
    }
}
