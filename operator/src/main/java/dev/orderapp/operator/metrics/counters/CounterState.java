package dev.orderapp.operator.metrics.counters;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the counters of one metric stood when they were last counted, origin by origin; immutable.
 *
 * <p>Both sides of a tick must cover the same time, or an error that hits everybody for a moment would be held against the side that
 * was read then. Hence: while a whole side can't be read, the other side's events wait for it. A single origin that can't be read
 * keeps no event of the others from being counted; it catches up at the next look, or begins anew if it stayed away for more than
 * {@link #PATIENCE} looks.
 *
 * <p>But a look passes no step unless every origin of the canary told what it counted. The Pod that is silent is the likeliest to fail,
 * and the version that is judged must gain nothing by its own silence. A stable Pod that is silent is named and no more: visitors come to
 * stable Pods at random, so those that answer are a fair sample of their version; and a flaw of the old version must not keep the new
 * one from replacing it.
 *
 * @param looks how many were counted
 * @param held how many were held back since
 * @param countedAt when the last counted one was; empty before the first
 * @param baselines by id of the origin
 */
record CounterState(long looks, int held, Optional<Instant> countedAt, Map<String, CounterBaseline> baselines) {
    static final CounterState EMPTY = new CounterState(0, 0, Optional.empty(), Map.of());
    private static final int PATIENCE = 3;

    CounterState {
        baselines = Map.copyOf(baselines);
    }

    /**
     * @param after the ledger once the sample is saved
     * @param sample what the look brought
     */
    record Entry(CounterState after, Sample sample) {}

    /** One look at the metric. */
    Entry look(MetricQuery query, SourceResult answer, Instant now) {
        if (answer instanceof SourceResult.Missing missing) {
            return held(missing.problem());
        }
        List<TargetSample> readings =
                GoodSeries.checked(((SourceResult.Read) answer).readings(), query.share()).stream()
                        .map(this::checked)
                        .toList();
        SideTotals canary = side(Side.CANARY, readings, query);
        SideTotals stable = side(Side.STABLE, readings, query);
        List<String> problems = new ArrayList<>(canary.problems(query));
        problems.addAll(stable.problems(query));
        if (canary.isSilent() || stable.isSilent() && canary.increments().isPresent() && held < PATIENCE) {
            return held(sentence(problems));
        }
        CounterState after = new CounterState(looks + 1, 0, Optional.of(now), moved(readings, now));
        // What one side alone counted before the other began is dropped: it would cover another time.
        if (canary.increments().isEmpty() || stable.begins()) {
            problems.add(canary.isAbsent() ? "there is no canary Pod to read" : "counting begins with this look");
            Sample begins = Sample.missing(sentence(problems));
            Optional<Counts> before = countedAt.isEmpty() ? total(Side.STABLE, readings, query) : Optional.empty();
            return new Entry(after, before.map(begins::withStableBefore).orElse(begins));
        }
        canary.beginnings(query).ifPresent(problems::add);
        // A stable version that stays silent leaves the ceiling to judge by, which needs the canary alone; but it can't
        // pass the step.
        boolean heard = canary.named()
                && canary.isComplete()
                && (stable.isAbsent() || stable.increments().isPresent());
        EventDelta tick = new EventDelta(canary.counted(), stable.counted());
        Optional<String> problem = problems.isEmpty() ? Optional.empty() : Optional.of(sentence(problems));
        return new Entry(after, new Sample(tick, heard, problem));
    }

    /** Nothing was read: it waits. */
    Entry held(String problem) {
        return new Entry(new CounterState(looks, held + 1, countedAt, baselines), Sample.missing(problem));
    }

    /** A page that stays without a series is not broken but changed: then counting begins anew. */
    private TargetSample checked(TargetSample reading) {
        boolean broken = held < PATIENCE
                && reading instanceof TargetSample.Counted counted
                && baseline(counted.origin()).filter(b -> b.isBroken(counted)).isPresent();
        return broken
                ? new TargetSample.Unavailable(reading.origin(), "its metrics page lacks a series that it had before")
                : reading;
    }

    private SideTotals side(Side side, List<TargetSample> readings, MetricQuery query) {
        List<TargetSample.Unavailable> silent = new ArrayList<>();
        List<TargetSample.Counted> counted = new ArrayList<>();
        for (TargetSample reading : readings) {
            if (reading.origin().side() == side) {
                if (reading instanceof TargetSample.Counted c) {
                    counted.add(c);
                } else {
                    silent.add((TargetSample.Unavailable) reading);
                }
            }
        }
        List<Counts> increments = new ArrayList<>();
        List<ScrapeTarget> beginning = new ArrayList<>();
        for (TargetSample.Counted reading : counted) {
            increment(reading, query).ifPresentOrElse(increments::add, () -> beginning.add(reading.origin()));
        }
        boolean named = counted.stream().anyMatch(TargetSample.Counted::named);
        return new SideTotals(
                side,
                silent,
                beginning,
                counted.size(),
                named,
                increments.stream().reduce(Counts::plus));
    }

    /** Empty for an origin that was not counted before, unless all that it ever counted is known to be newer than the last look. */
    private Optional<Counts> increment(TargetSample.Counted reading, MetricQuery query) {
        Optional<CounterBaseline> before = baseline(reading.origin());
        boolean startedSince = countedAt
                .filter(last -> reading.origin().startedAt().isAfter(last))
                .isPresent();
        Optional<Counts> counted = before.isEmpty() && startedSince
                ? Optional.of(reading.counts(query.share()))
                : before.flatMap(b -> b.until(reading, query.share()));
        boolean warm = before.isEmpty() ? query.warmup().isZero() : before.get().isWarm(reading, query.warmup());
        return counted.map(counts -> warm ? counts : Counts.NONE);
    }

    /** All that the counters of a side have ever counted: what it was like before counting begins. */
    private static Optional<Counts> total(Side side, List<TargetSample> readings, MetricQuery query) {
        return readings.stream()
                .filter(reading -> reading.origin().side() == side)
                .filter(TargetSample.Counted.class::isInstance)
                .map(reading -> ((TargetSample.Counted) reading).counts(query.share()))
                .reduce(Counts::plus);
    }

    private Optional<CounterBaseline> baseline(ScrapeTarget origin) {
        return Optional.ofNullable(baselines.get(origin.id())).filter(b -> looks - b.look() < PATIENCE);
    }

    private Map<String, CounterBaseline> moved(List<TargetSample> readings, Instant now) {
        Map<String, CounterBaseline> moved = new HashMap<>(baselines);
        moved.values().removeIf(b -> looks - b.look() >= PATIENCE);
        for (TargetSample reading : readings) {
            if (reading instanceof TargetSample.Counted counted) {
                String id = counted.origin().id();
                moved.put(id, CounterBaseline.of(counted, Optional.ofNullable(moved.get(id)), looks + 1, now));
            }
        }
        return moved;
    }

    private static String sentence(List<String> problems) {
        return String.join("; ", problems);
    }
}
