package dev.orderapp.operator.observe.metrics;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.analysis.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the counters of one metric stood when they were last counted, Pod by Pod; immutable.
 *
 * <p>Both sides of a tick must cover the same time, or an error that hits everybody for a moment would be held against the side that
 * was read then. Hence: while a whole side can't be read, the other side's events wait for it. A single Pod that can't be read holds
 * nobody up; it catches up at the next look, or begins anew if it stayed away for more than {@link #PATIENCE} looks.
 *
 * @param looks how many were counted
 * @param held how many were held back since
 * @param countedAt when the last counted one was; empty before the first
 * @param baselines by uid of the Pod
 */
record Ledger(long looks, int held, Optional<Instant> countedAt, Map<String, Baseline> baselines) {
    static final Ledger EMPTY = new Ledger(0, 0, Optional.empty(), Map.of());
    private static final int PATIENCE = 3;

    Ledger {
        baselines = Map.copyOf(baselines);
    }

    /**
     * @param after the ledger once the sample is saved
     * @param sample what the look brought
     */
    record Entry(Ledger after, Sample sample) {}

    /** One look at the metric. */
    Entry look(MetricQuery query, List<PodReading> readings, Instant now) {
        SideReading canary = side(Side.CANARY, readings);
        SideReading stable = side(Side.STABLE, readings);
        List<String> problems = new ArrayList<>(canary.problems(query));
        problems.addAll(stable.problems(query));
        if (canary.isSilent() || stable.isSilent() && canary.increments().isPresent() && held < PATIENCE) {
            return new Entry(new Ledger(looks, held + 1, countedAt, baselines), Sample.missing(sentence(problems)));
        }
        Ledger after = new Ledger(looks + 1, 0, Optional.of(now), moved(readings, now));
        if (canary.increments().isEmpty()) {
            problems.add(canary.isAbsent() ? "there is no canary Pod to read" : "counting begins with this look");
            return new Entry(after, Sample.missing(sentence(problems)));
        }
        // A stable version that stays silent leaves the ceiling to judge by, which needs the canary alone; but it can't
        // pass the step.
        boolean heard =
                canary.named() && (stable.isAbsent() || stable.increments().isPresent());
        Tick tick = new Tick(canary.counted(), stable.counted());
        Optional<String> problem = problems.isEmpty() ? Optional.empty() : Optional.of(sentence(problems));
        return new Entry(after, new Sample(tick, heard, problem));
    }

    private SideReading side(Side side, List<PodReading> all) {
        List<PodReading.Silent> silent = new ArrayList<>();
        List<PodReading.Counted> counted = new ArrayList<>();
        for (PodReading reading : all) {
            if (reading.pod().side() == side) {
                PodReading checked = checked(reading);
                if (checked instanceof PodReading.Counted c) {
                    counted.add(c);
                } else {
                    silent.add((PodReading.Silent) checked);
                }
            }
        }
        Optional<Counts> increments =
                counted.stream().flatMap(reading -> increment(reading).stream()).reduce(Counts::plus);
        boolean named = counted.stream().anyMatch(PodReading.Counted::named);
        return new SideReading(side, silent, counted.size(), named, increments);
    }

    private PodReading checked(PodReading reading) {
        boolean broken = reading instanceof PodReading.Counted counted
                && baseline(counted.pod()).filter(b -> b.isBroken(counted)).isPresent();
        return broken
                ? new PodReading.Silent(reading.pod(), "its metrics page lacks a series that it had before")
                : reading;
    }

    /** Empty for a Pod that was not counted before, unless all that it ever counted is known to be newer than the last look. */
    private Optional<Counts> increment(PodReading.Counted reading) {
        boolean startedSince = countedAt
                .filter(last -> reading.pod().containerStartedAt().isAfter(last))
                .isPresent();
        Optional<Counts> whole = startedSince ? Optional.of(reading.counts()) : Optional.empty();
        return baseline(reading.pod()).map(b -> b.until(reading)).or(() -> whole);
    }

    private Optional<Baseline> baseline(PodTarget pod) {
        return Optional.ofNullable(baselines.get(pod.uid())).filter(b -> looks - b.look() < PATIENCE);
    }

    private Map<String, Baseline> moved(List<PodReading> readings, Instant now) {
        Map<String, Baseline> moved = new HashMap<>(baselines);
        moved.values().removeIf(b -> looks - b.look() >= PATIENCE);
        for (PodReading reading : readings) {
            if (checked(reading) instanceof PodReading.Counted counted) {
                PodTarget pod = counted.pod();
                moved.put(pod.uid(), new Baseline(counted.counts(), pod.containerStartedAt(), looks + 1, now));
            }
        }
        return moved;
    }

    private static String sentence(List<String> problems) {
        return String.join("; ", problems);
    }
}
