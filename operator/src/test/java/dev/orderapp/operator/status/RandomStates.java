package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Concentration;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EProcess;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.StablePast;
import dev.orderapp.operator.rollout.Attempt;
import dev.orderapp.operator.rollout.AttemptResult;
import dev.orderapp.operator.rollout.BarrierWait;
import dev.orderapp.operator.rollout.Canary;
import dev.orderapp.operator.rollout.CheckRun;
import dev.orderapp.operator.rollout.FailedRevision;
import dev.orderapp.operator.rollout.FinishedAttempt;
import dev.orderapp.operator.rollout.Progress;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.operator.rollout.State;
import dev.orderapp.v1.Barrier;
import dev.orderapp.v1.CheckResult;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Action;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** States as a rollout might reach them, drawn from a seed: each phase with what belongs to it, all else by chance. */
final class RandomStates {
    private static final List<String> NAMES = List.of("server-errors", "slow-requests", "zero", "a");

    private final Random random;

    RandomStates(long seed) {
        this.random = new Random(seed);
    }

    State next() {
        Phase phase = pick(Phase.values());
        boolean hasCanary = List.of(Phase.Preparing, Phase.Progressing, Phase.Promoting, Phase.RollingBack)
                .contains(phase);
        return new State(
                phase,
                instant(),
                phase == Phase.Initializing ? maybe(this::attempt) : Optional.of(attempt()),
                hasCanary ? Optional.of(canary(phase)) : Optional.empty(),
                maybe(this::attempt),
                maybe(() -> new FailedRevision("r" + random.nextInt(), 1 + random.nextInt(9), result())),
                progress(hasCanary),
                evidence(),
                checks(),
                handled(),
                IntStream.range(0, random.nextInt(11))
                        .mapToObj(i -> new FinishedAttempt(attempt(), result(), instant()))
                        .toList(),
                random.nextInt(5),
                maybe(this::instant));
    }

    private Canary canary(Phase phase) {
        boolean barrier = phase == Phase.Promoting || phase == Phase.RollingBack;
        return new Canary(
                attempt(),
                barrier ? Optional.of(new BarrierWait(pick(Barrier.values()), instant())) : Optional.empty(),
                phase == Phase.RollingBack ? Optional.of(result()) : Optional.empty());
    }

    private Map<String, CheckRun> checks() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new CheckRun(
                        "check-" + i,
                        random.nextInt(3),
                        pick(CheckResult.values()),
                        random.nextBoolean() ? "" : "exit code 1",
                        instant()))
                .collect(Collectors.toMap(CheckRun::check, run -> run));
    }

    private Progress progress(boolean hasCanary) {
        return new Progress(
                hasCanary ? random.nextInt(4) : 0,
                random.nextInt(101),
                maybe(this::instant),
                Duration.ofMillis(random.nextInt(10_000_000)),
                Duration.ofMillis(random.nextInt(10_000_000)),
                Duration.ofMillis(random.nextInt(10_000_000)),
                maybe(this::instant),
                maybe(this::instant));
    }

    private Attempt attempt() {
        Map<ComponentName, String> images = new EnumMap<>(ComponentName.class);
        images.put(ComponentName.backend, "acme/backend:" + random.nextInt(100));
        if (random.nextBoolean()) {
            images.put(ComponentName.frontend, "acme/frontend:" + random.nextInt(100));
        }
        return new Attempt(
                new Revision("r" + random.nextInt(1000), images, random.nextBoolean()),
                1 + random.nextInt(5),
                instant());
    }

    private AttemptResult result() {
        OutcomeReason reason = pick(OutcomeReason.values());
        return new AttemptResult(reason.outcome(), reason, "because of \"7.5 %\" — " + random.nextInt(), instant());
    }

    private Map<String, Evidence> evidence() {
        Map<String, Evidence> all = new HashMap<>();
        NAMES.stream().filter(n -> random.nextBoolean()).forEach(name -> all.put(name, oneEvidence()));
        return all;
    }

    private Evidence oneEvidence() {
        StablePast past = random.nextBoolean()
                ? StablePast.UNKNOWN
                : new StablePast(new Counts(1 + random.nextInt(1000), 1), odds(4), odds(4));
        return new Evidence(
                counts(),
                counts(),
                new EventDelta(counts(), counts()),
                random.nextBoolean(),
                odds(6),
                odds(6),
                odds(4),
                past,
                Stream.generate(this::concentration).limit(random.nextInt(3)).toList());
    }

    /** One that is worth mentioning: others are not kept. */
    private Concentration concentration() {
        long failures = 10 + random.nextInt(1000);
        return new Concentration(
                pick(Concentration.Version.values()),
                pick(Concentration.Source.values()),
                (failures + 1) / 2 + random.nextInt((int) failures / 2),
                failures);
    }

    private Counts counts() {
        long total = random.nextInt(5) == 0 ? Counts.MAX : random.nextInt(100_000);
        return new Counts(total, random.nextInt(1000) % (total + 1));
    }

    private EProcess odds(int alternatives) {
        List<Double> logs = IntStream.range(0, alternatives)
                .mapToObj(i -> random.nextInt(8) == 0 ? 0.0 : random.nextGaussian() * 1e3)
                .toList();
        return new EProcess(logs, random.nextInt(5), Math.abs(random.nextGaussian()) * 40);
    }

    private Map<Action, String> handled() {
        Map<Action, String> all = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            maybe(() -> "r1/" + random.nextInt(5)).ifPresent(value -> all.put(action, value));
        }
        return all;
    }

    private Instant instant() {
        return Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt());
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
