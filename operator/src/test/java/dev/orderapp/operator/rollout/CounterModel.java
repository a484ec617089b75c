package dev.orderapp.operator.rollout;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.ErrorBudget;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.operator.rollout.World.Behaviour;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What sources count of the visitors of a {@link World}, by how its versions behave and where visitors were sent. */
final class CounterModel {
    /** The metric of which a canary must not have fewer good events. */
    static final String VISITS = "orders-per-visit";

    /** So old is a visit when it is counted. */
    static final Duration VISIT = Duration.ofSeconds(15);

    /** What testers ask for between two measurements. */
    private static final long TESTERS = 3;

    private final World world;
    private final NavigableMap<Instant, Integer> weights = new TreeMap<>();

    CounterModel(World world) {
        this.world = world;
    }

    /** Since the last measurement that was saved, by metric. */
    Map<String, Sample> samples() {
        return Map.of(ErrorBudget.MAIN_METRIC, requests(), VISITS, visits());
    }

    private Sample requests() {
        if (world.sourcesDown) {
            return Sample.missing("no source answers");
        }
        if (world.saved.phase() == Phase.RollingBack
                && (world.saved.progress().weight() > 0
                        || world.saved.progress().isSeenByTesters())) {
            long late = stillSentTo(world.saved.canary().orElseThrow().attempt());
            return world.silent
                    ? Sample.missing("no Pod answers")
                    : Sample.of(new EventDelta(new Counts(late, 0), new Counts(100, 0)));
        }
        Optional<String> judged = world.saved.canary().map(Canary::id).or(() -> world.saved
                .previous()
                .flatMap(p -> world.saved.stable().map(Attempt::id)));
        int weight = world.saved.canary().isPresent() ? world.saved.progress().weight() : 100;
        if (judged.isEmpty()) {
            return Sample.of(new EventDelta(stableAlone(), Counts.NONE));
        }
        if (weight == 0 && !world.hasTesters()) {
            return Sample.of(EventDelta.NONE);
        }
        long measurements = unsavedMeasurements();
        long hits = weight == 0 ? TESTERS : 2L * weight * measurements;
        long others = world.saved.canary().isPresent()
                ? 2L * (100 - weight) * measurements
                : stillSentTo(world.saved.previous().orElseThrow());
        if (world.outage) {
            return Sample.of(new EventDelta(new Counts(hits, hits), new Counts(others, others)));
        }
        if (world.poisoned) {
            return Sample.of(new EventDelta(new Counts(hits, hits / 22), new Counts(others, others / 22)))
                    .withStableBefore(new Counts(100_000, 100));
        }
        long bad =
                switch (world.behaviour(judged.get())) {
                    case FAILS_ALWAYS -> hits;
                    case FAILS_SOMETIMES -> hits / 8;
                    case GOOD, SELLS_NOTHING, NEVER_READY, HALF_READY, CRASHES -> 0;
                };
        return Sample.of(new EventDelta(new Counts(hits, bad), new Counts(others, 0)));
    }

    /** Visits since the last measurement, split by the weight of {@link #VISIT} ago; two of five bring an order, where that is possible. */
    private Sample visits() {
        if (world.sourcesDown) {
            return Sample.missing("no source answers");
        }
        Optional<String> judged =
                world.saved.canary().map(Canary::id).filter(id -> world.saved.phase() == Phase.Progressing);
        if (judged.isEmpty()) {
            return Sample.of(EventDelta.NONE);
        }
        long measurements = unsavedMeasurements();
        long canary = weightAgo() * measurements;
        long stable = (100 - weightAgo()) * measurements;
        Counts invented = world.poisoned ? new Counts(20 * stable, 20 * stable) : Counts.NONE;
        boolean sold = !world.outage;
        boolean sells = sold && world.behaviour(judged.get()) != Behaviour.SELLS_NOTHING;
        return Sample.of(
                new EventDelta(visits(canary, sells), visits(stable, sold).plus(invented)));
    }

    private static Counts visits(long all, boolean sells) {
        return new Counts(all, sells ? all - 2 * all / 5 : all);
    }

    private long weightAgo() {
        Map.Entry<Instant, Integer> then = weights.floorEntry(world.now.minus(VISIT));
        return then == null ? 0 : then.getValue();
    }

    /** Counters go on: what was counted and not saved is counted again. */
    private long unsavedMeasurements() {
        Duration since = Duration.between(world.saved.progress().measuredAt().orElse(world.now), world.now);
        return Math.max(1, Math.min(12, since.toSeconds() / 5));
    }

    /** Requests since the last measurement to a version that is not routed any more. */
    private long stillSentTo(Attempt leaving) {
        Instant since = world.saved.progress().measuredAt().orElse(world.now);
        return world.lastSentTo.getOrDefault(leaving.id(), Instant.MIN).isAfter(since) ? 10 : 0;
    }

    private Counts stableAlone() {
        long hits = world.withoutVisitors ? 0 : 200;
        return new Counts(hits, world.outage ? hits : world.poisoned ? hits / 22 : 0);
    }

    /** The weight that visitors meet, of the attempt that gets them; none where no canary does. */
    void remember() {
        int weight =
                world.routes.values().stream().mapToInt(Route::weight).min().orElse(0);
        weights.put(world.now, world.saved.phase() == Phase.Progressing ? weight : 0);
        // What was set last before is what visitors met until the next, however long ago: time may jump.
        Optional.ofNullable(weights.floorKey(world.now.minus(VISIT.multipliedBy(2))))
                .ifPresent(first -> weights.headMap(first).clear());
    }
}
