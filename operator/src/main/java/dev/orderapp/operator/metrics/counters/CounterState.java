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
 * Where the counters of one metric stood when they were last counted, target by target; immutable.
 *
 * <p>Both sides of a delta must cover the same time, or an error that hits all visitors for a moment would be held against the side that
 * was read then. Hence: while a whole side can't be read, the other side's events wait for it. A single target that can't be read
 * keeps no event of the others from being counted; it catches up at the next measurement, or begins anew if it stayed away for more than
 * {@link #PATIENCE} measurements.
 *
 * <p>But a measurement completes no step unless every target of the canary told what it counted. The Pod that does not answer is the
 * likeliest to fail, and the version that is judged must gain nothing by its own silence. A stable Pod that does not answer is named and
 * no more: visitors come to stable Pods at random, so those that answer are a fair sample of their version; and a flaw of the old version
 * must not keep the new one from replacing it.
 *
 * @param measurements how many were counted
 * @param held how many were held back since
 * @param countedAt when the last counted one was; empty before the first
 * @param baselines by id of the target
 */
record CounterState(long measurements, int held, Optional<Instant> countedAt, Map<String, CounterBaseline> baselines) {
    static final CounterState EMPTY = new CounterState(0, 0, Optional.empty(), Map.of());
    private static final int PATIENCE = 3;

    CounterState {
        baselines = Map.copyOf(baselines);
    }

    /**
     * One measurement of the metric.
     *
     * @param after the state once the sample is saved
     */
    record Measurement(CounterState after, Sample sample) {}

    Measurement measure(MetricQuery query, SourceResult result, Instant now) {
        if (result instanceof SourceResult.Missing missing) {
            return hold(missing.problem());
        }
        SourceResult.Read read = (SourceResult.Read) result;
        List<TargetSample> samples = GoodSeries.checked(read.samples(), query.share()).stream()
                .map(this::checked)
                .toList();
        SideTotals canary = side(Side.CANARY, samples, query);
        SideTotals stable = side(Side.STABLE, samples, query);
        List<String> problems = new ArrayList<>(canary.problems(query));
        problems.addAll(stable.problems(query));
        if (canary.isUnavailable() || stable.isUnavailable() && canary.counts().isPresent() && held < PATIENCE) {
            return hold(sentence(problems));
        }
        CounterState after = new CounterState(measurements + 1, 0, Optional.of(now), updated(samples, now));
        // What one side alone counted before the other began is dropped: it would cover another time.
        if (canary.counts().isEmpty() || stable.begins()) {
            problems.add(
                    canary.isAbsent() ? "there is no canary Pod to read" : "counting begins with this measurement");
            Sample begins = Sample.missing(sentence(problems));
            Optional<Counts> before = countedAt.isEmpty() ? total(Side.STABLE, samples, query) : Optional.empty();
            return new Measurement(after, before.map(begins::withStableBefore).orElse(begins));
        }
        canary.beginnings(query).ifPresent(problems::add);
        // A stable version that does not answer leaves the ceiling to judge by, which needs the canary alone; but the
        // step can't be completed.
        boolean complete = canary.known()
                && canary.isComplete()
                && (stable.isAbsent() || stable.counts().isPresent());
        EventDelta delta = new EventDelta(canary.countsOrNone(), stable.countsOrNone());
        Optional<String> problem = problems.isEmpty() ? Optional.empty() : Optional.of(sentence(problems));
        return new Measurement(after, new Sample(delta, complete, problem).withConcentrations(read.concentrations()));
    }

    /** Nothing was read: what was counted meanwhile waits. */
    Measurement hold(String problem) {
        return new Measurement(new CounterState(measurements, held + 1, countedAt, baselines), Sample.missing(problem));
    }

    /** A page that stays without a series is not broken but changed: then counting begins anew. */
    private TargetSample checked(TargetSample sample) {
        boolean broken = held < PATIENCE
                && sample instanceof TargetSample.Counted counted
                && baseline(counted.target()).filter(b -> b.isBroken(counted)).isPresent();
        return broken
                ? new TargetSample.Unavailable(sample.target(), "its metrics page lacks a series that it had before")
                : sample;
    }

    private SideTotals side(Side side, List<TargetSample> samples, MetricQuery query) {
        List<TargetSample.Unavailable> unavailable = new ArrayList<>();
        List<TargetSample.Counted> counted = new ArrayList<>();
        for (TargetSample sample : samples) {
            if (sample.target().side() == side) {
                if (sample instanceof TargetSample.Counted c) {
                    counted.add(c);
                } else {
                    unavailable.add((TargetSample.Unavailable) sample);
                }
            }
        }
        List<Counts> counts = new ArrayList<>();
        List<ScrapeTarget> withoutBaseline = new ArrayList<>();
        for (TargetSample.Counted sample : counted) {
            countsSince(sample, query).ifPresentOrElse(counts::add, () -> withoutBaseline.add(sample.target()));
        }
        boolean known = counted.stream().anyMatch(TargetSample.Counted::known);
        return new SideTotals(
                side,
                unavailable,
                withoutBaseline,
                counted.size(),
                known,
                counts.stream().reduce(Counts::plus));
    }

    /** Empty for a target that was not counted before, unless all that it ever counted is known to be newer than the last measurement. */
    private Optional<Counts> countsSince(TargetSample.Counted sample, MetricQuery query) {
        Optional<CounterBaseline> before = baseline(sample.target());
        boolean startedSince = countedAt
                .filter(last -> sample.target().startedAt().isAfter(last))
                .isPresent();
        Optional<Counts> counted = before.isEmpty() && startedSince
                ? Optional.of(sample.counts(query.share()))
                : before.flatMap(b -> b.until(sample, query.share()));
        boolean warm = before.isEmpty() ? query.warmup().isZero() : before.get().isWarm(sample, query.warmup());
        return counted.map(counts -> warm ? counts : Counts.NONE);
    }

    /** All that the counters of a side have ever counted: what it was like before counting begins. */
    private static Optional<Counts> total(Side side, List<TargetSample> samples, MetricQuery query) {
        return samples.stream()
                .filter(sample -> sample.target().side() == side)
                .filter(TargetSample.Counted.class::isInstance)
                .map(sample -> ((TargetSample.Counted) sample).counts(query.share()))
                .reduce(Counts::plus);
    }

    private Optional<CounterBaseline> baseline(ScrapeTarget target) {
        return Optional.ofNullable(baselines.get(target.id())).filter(b -> measurements - b.measurement() < PATIENCE);
    }

    private Map<String, CounterBaseline> updated(List<TargetSample> samples, Instant now) {
        Map<String, CounterBaseline> updated = new HashMap<>(baselines);
        updated.values().removeIf(b -> measurements - b.measurement() >= PATIENCE);
        for (TargetSample sample : samples) {
            if (sample instanceof TargetSample.Counted counted) {
                String id = counted.target().id();
                updated.put(
                        id, CounterBaseline.of(counted, Optional.ofNullable(updated.get(id)), measurements + 1, now));
            }
        }
        return updated;
    }

    private static String sentence(List<String> problems) {
        return String.join("; ", problems);
    }
}
