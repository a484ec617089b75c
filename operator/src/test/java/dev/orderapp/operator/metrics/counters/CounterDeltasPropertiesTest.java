package dev.orderapp.operator.metrics.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every history of counters, whatever befalls Pods, pages and the operator. */
class CounterDeltasPropertiesTest {
    private static final int HISTORIES = 200;
    private static final int LOOKS = 60;
    private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");

    /** A Pod as it is: what it counted in this life, and all events that ever happened to it. */
    private static final class Pod {
        private final Side side;
        private final boolean fromZero;
        private final Map<String, double[]> series = new HashMap<>();
        private Instant started = FakeTargets.LONG_AGO;
        private Instant known = FakeTargets.LONG_AGO;
        private Counts happened = Counts.NONE;

        Pod(Side side, boolean fromZero) {
            this.side = side;
            this.fromZero = fromZero;
        }

        void events(Random random) {
            for (int i = random.nextInt(4); i > 0; i--) {
                long total = random.nextInt(10);
                long bad = total == 0 ? 0 : random.nextInt((int) total + 1);
                double[] counted = series.computeIfAbsent("path " + random.nextInt(3), first -> new double[2]);
                counted[0] += total;
                counted[1] += bad;
                happened = happened.plus(new Counts(total, bad));
            }
        }

        /** The news of it, if the page has any to bring, may come later. */
        void restarts(Instant at) {
            series.clear();
            started = at;
        }

        ScrapeTarget target(String name) {
            return new ScrapeTarget(name, name, side, known, fromZero);
        }

        CounterValues values(boolean total, boolean good) {
            Map<String, Double> values = new HashMap<>();
            series.forEach((path, counted) ->
                    values.put(path, total ? counted[0] : good ? counted[0] - counted[1] : counted[1]));
            return new CounterValues(values);
        }
    }

    /** A cluster, the operator that measures it, and what it counted. */
    private static final class World {
        private final Share share;
        private final Random random;
        private final List<Pod> pods = new ArrayList<>();
        private CounterDeltas operator = new CounterDeltas();
        private Instant now = BEGIN;
        private Counts canary = Counts.NONE;
        private Counts stable = Counts.NONE;

        World(long seed, boolean good) {
            this.random = new Random(seed);
            this.share = new Share("part", good, "all");
            // On the page of a process a series begins at zero; what a Prometheus shows may have begun at any time.
            boolean fromZero = random.nextInt(3) > 0;
            for (int i = 0; i < 4; i++) {
                pods.add(new Pod(i < 2 ? Side.CANARY : Side.STABLE, fromZero));
            }
        }

        void measure(SourceResult answer, boolean saved) {
            now = now.plusSeconds(5);
            MetricQuery query = FakeTargets.query(share, Duration.ZERO);
            PendingSamples measured = operator.measure(new ResourceID("shop", "shop"), Map.of(query, answer), now);
            if (saved) {
                operator.commit(measured);
                EventDelta delta = measured.samples().get(query.name()).delta();
                canary = canary.plus(delta.canary());
                stable = stable.plus(delta.stable());
            }
        }

        SourceResult pages(Consumer<List<TargetSample>> befalls) {
            List<TargetSample> samples = new ArrayList<>();
            for (int i = 0; i < pods.size(); i++) {
                Pod pod = pods.get(i);
                ScrapeTarget target = pod.target("p" + i);
                samples.add(TargetSample.of(
                        new TargetSample.Counted(
                                target, pod.values(false, share.good()), pod.values(true, false), true),
                        share));
            }
            befalls.accept(samples);
            return new SourceResult.Read(samples);
        }

        Counts happened(Side side) {
            return pods.stream()
                    .filter(p -> p.side == side)
                    .map(p -> p.happened)
                    .reduce(Counts.NONE, Counts::plus);
        }
    }

    private static boolean within(Counts counted, Counts happened) {
        return counted.total() <= happened.total() && counted.bad() <= happened.bad();
    }

    @ParameterizedTest(name = "good: {0}")
    @ValueSource(booleans = {false, true})
    void noEventIsInventedWhateverHappens(boolean good) {
        long counted = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            World world = new World(seed, good);
            Random random = world.random;
            for (int measurement = 0; measurement < LOOKS; measurement++) {
                for (Pod pod : world.pods) {
                    pod.events(random);
                    if (random.nextInt(12) == 0) {
                        pod.restarts(world.now.plusSeconds(1 + random.nextInt(3)));
                        pod.events(random);
                    }
                    if (random.nextBoolean()) {
                        pod.known = pod.started;
                    }
                }
                if (random.nextInt(25) == 0) {
                    world.operator = new CounterDeltas();
                }
                SourceResult answer = random.nextInt(15) == 0
                        ? new SourceResult.Missing("down")
                        : world.pages(samples -> damage(samples, random));
                world.measure(answer, random.nextInt(4) > 0);
            }

            assertTrue(within(world.canary, world.happened(Side.CANARY)), "canary with seed " + seed);
            assertTrue(within(world.stable, world.happened(Side.STABLE)), "stable with seed " + seed);
            counted += world.canary.total();
        }
        assertTrue(counted > 10_000, "only " + counted + " events were counted at all");
    }

    /**
     * Pages that are late, or not seen for a while. The answers of a Prometheus lack series too, as it scrapes each Pod at another
     * time; a page of a process has them all, or is known to be cut off.
     */
    private static void damage(List<TargetSample> samples, Random random) {
        for (int i = samples.size() - 1; i >= 0; i--) {
            if (!(samples.get(i) instanceof TargetSample.Counted whole)) {
                continue;
            }
            switch (random.nextInt(12)) {
                case 0 -> samples.set(i, new TargetSample.Unavailable(whole.target(), "late"));
                case 1 -> samples.remove(i);
                case 2 -> {
                    if (!whole.target().fromZero()) {
                        samples.set(i, half(whole));
                    }
                }
                default -> {}
            }
        }
        Collections.shuffle(samples, random);
    }

    private static TargetSample.Counted half(TargetSample.Counted whole) {
        Map<String, Double> total = new HashMap<>(whole.total().values());
        Map<String, Double> part = new HashMap<>(whole.part().values());
        whole.total().values().keySet().stream().findFirst().ifPresent(path -> {
            total.remove(path);
            part.remove(path);
        });
        return new TargetSample.Counted(whole.target(), new CounterValues(part), new CounterValues(total), true);
    }

    /** However often one measures between two times, and in whatever order the pages come. */
    @ParameterizedTest(name = "good: {0}")
    @ValueSource(booleans = {false, true})
    void theSameEventsAreCountedHoweverTheTimeIsSplit(boolean good) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            World often = new World(seed, good);
            World seldom = new World(seed, good);
            Random random = new Random(seed);
            often.measure(often.pages(all -> {}), true);
            seldom.measure(seldom.pages(all -> {}), true);
            for (Pod pod : often.pods) {
                // Known from the start, as a series that appears tells nothing of a Prometheus.
                for (int path = 0; path < 3; path++) {
                    pod.series.put("path " + path, new double[2]);
                }
            }
            often.measure(often.pages(all -> {}), true);
            for (int measurement = 0; measurement < LOOKS; measurement++) {
                often.pods.forEach(pod -> pod.events(random));
                often.measure(often.pages(all -> Collections.shuffle(all, random)), random.nextBoolean());
            }
            often.measure(often.pages(all -> {}), true);
            seldom.pods.clear();
            seldom.pods.addAll(often.pods);
            if (often.pods.get(0).fromZero) {
                seldom.measure(seldom.pages(all -> {}), true);
                assertEquals(often.canary, seldom.canary, "canary with seed " + seed);
                assertEquals(often.stable, seldom.stable, "stable with seed " + seed);
            }
            assertEquals(often.happened(Side.CANARY), often.canary, "canary with seed " + seed);
            assertEquals(often.happened(Side.STABLE), often.stable, "stable with seed " + seed);
        }
    }

    /** Stable gets twice as many events as the canary in every interval: so it must be in what is counted. */
    @ParameterizedTest(name = "good: {0}")
    @ValueSource(booleans = {false, true})
    void whatIsLostIsLostOnBothSidesAlike(boolean good) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            World world = new World(seed, good);
            Random random = world.random;
            boolean whole = false;
            for (int measurement = 0; measurement < LOOKS; measurement++) {
                for (Pod pod : world.pods) {
                    double[] counted = pod.series.computeIfAbsent("path", first -> new double[2]);
                    int factor = pod.side == Side.CANARY ? 1 : 2;
                    counted[0] += 10 * factor;
                    counted[1] += factor;
                }
                if (random.nextInt(10) == 0) {
                    world.operator = new CounterDeltas();
                }
                // A stable version that stays silent is not waited for; here it never does.
                boolean saved = random.nextInt(4) > 0;
                Side silent = whole ? Side.STABLE : Side.CANARY;
                SourceResult answer =
                        switch (random.nextInt(10)) {
                            case 0 -> new SourceResult.Missing("down");
                            case 1 -> world.pages(all -> silence(all, Side.CANARY));
                            case 2 -> world.pages(all -> silence(all, silent));
                            default -> world.pages(all -> {});
                        };
                whole = saved && answer.equals(world.pages(all -> {}));
                world.measure(answer, saved);
            }

            long factor = 2;
            assertEquals(factor * world.canary.total(), world.stable.total(), "with seed " + seed);
            assertEquals(factor * world.canary.bad(), world.stable.bad(), "with seed " + seed);
            assertTrue(world.canary.total() > 0, "nothing counted with seed " + seed);
        }
    }

    private static void silence(List<TargetSample> samples, Side side) {
        samples.replaceAll(r -> r.target().side() == side ? new TargetSample.Unavailable(r.target(), "late") : r);
    }

    /** Huge counters are exact as far as doubles are, and nothing overflows. */
    @ParameterizedTest
    @ValueSource(doubles = {1e12, 9e15, 1e16, 1e308, Double.NaN, Double.POSITIVE_INFINITY, -1})
    void noNumberOnAPageBreaksTheCount(double value) {
        FakeTargets paper = new FakeTargets();
        CounterDeltas deltas = new CounterDeltas();
        List<Double> bad = Arrays.asList(0.0, value, value / 2);
        for (int measurement = 0; measurement < bad.size(); measurement++) {
            paper.shows(Side.CANARY, "c", value, bad.get(measurement)).shows(Side.STABLE, "s", value, 0);
            PendingSamples measured = deltas.measure(
                    new ResourceID("shop", "shop"),
                    Map.of(FakeTargets.QUERY, paper.answer()),
                    BEGIN.plusSeconds(measurement));
            deltas.commit(measured);
            Counts counted =
                    measured.samples().get(FakeTargets.QUERY.name()).delta().canary();
            assertEquals(new Counts(0, 0), new Counts(counted.total(), 0));
        }
    }
}
