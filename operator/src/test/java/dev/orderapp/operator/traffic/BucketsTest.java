package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void everyWeightTakesExactlyItsShareWhereverItStarts() {
        for (int first = 0; first < 100; first++) {
            for (int weight = 1; weight <= 100; weight++) {
                Buckets buckets = new Buckets(first, weight);
                Set<Integer> matched = matched(buckets);
                assertEquals(weight, matched.size(), buckets::toString);
                assertEquals(
                        IntStream.range(0, 100)
                                .filter(buckets::contains)
                                .boxed()
                                .collect(Collectors.toSet()),
                        matched,
                        buckets::toString);
            }
        }
    }

    @Test
    void aHigherWeightKeepsAllWhoCameBefore() {
        for (int weight = 1; weight < 100; weight++) {
            Set<Integer> before = matched(Buckets.of("k7bd2xcw9f", weight));
            Set<Integer> after = matched(Buckets.of("k7bd2xcw9f", weight + 1));
            assertTrue(after.containsAll(before), "someone goes back to stable at weight " + (weight + 1));
        }
    }

    @Test
    void thirtyBucketsFromEightySevenGoRoundTheEnd() {
        assertEquals("[09][0-9]|1[0-6]|8[7-9]", new Buckets(87, 30).pattern());
    }

    @Test
    void revisionsDoNotAllStartWithTheSameVisitors() {
        long starts = IntStream.range(0, 200)
                .mapToObj(i -> Buckets.of("revision" + i, 30).first())
                .distinct()
                .count();
        assertTrue(starts > 50, "200 revisions start at only " + starts + " buckets");
    }

    @Test
    void noBucketsOrMoreThanThereAreAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Buckets(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Buckets(0, 101));
        assertThrows(IllegalArgumentException.class, () -> new Buckets(100, 1));
    }

    private static Set<Integer> matched(Buckets buckets) {
        Pattern pattern = Pattern.compile(buckets.pattern());
        return IntStream.range(0, 100)
                .filter(b -> pattern.matcher("%02d".formatted(b)).matches())
                .boxed()
                .collect(Collectors.toSet());
    }
}
