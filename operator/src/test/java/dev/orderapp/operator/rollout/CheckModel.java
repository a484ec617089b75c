package dev.orderapp.operator.rollout;

import dev.orderapp.v1.CheckResult;
import dev.orderapp.v1.CheckStage;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.OutcomeReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Jobs of checks: they pass, fail, hang until their deadline, or are removed by somebody while they run or afterwards. */
final class CheckModel {
    private static final int SECONDS = 3;

    private final World world;
    /** One check for each of these stages. */
    final Map<CheckStage, CheckBehaviour> behaviours = new EnumMap<>(CheckStage.class);

    private final Map<String, Run> runs = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    /** All that began, in their order. */
    final List<String> story = new ArrayList<>();

    CheckModel(World world) {
        this.world = world;
    }

    /** How a check goes. */
    enum CheckBehaviour {
        PASSES,
        FAILS,
        HANGS,
        VANISHES,
        VANISHES_WHEN_DONE
    }

    private static final class Run {
        private final DesiredChecks.Start start;
        private CheckResult result = CheckResult.Running;
        private long seconds;

        private Run(DesiredChecks.Start start) {
            this.start = start;
        }
    }

    /** As the spec says; a check may take longer than a canary to get ready. */
    List<Check> asked() {
        return behaviours.keySet().stream()
                .map(stage -> new Check(stage.name(), stage, Duration.ofSeconds(60)))
                .toList();
    }

    List<CheckJob> jobs() {
        return runs.entrySet().stream()
                .map(e -> new CheckJob(
                        e.getKey(),
                        e.getValue().start.attempt().number(),
                        e.getValue().start.check().name(),
                        e.getValue().start.step(),
                        e.getValue().result,
                        e.getValue().result == CheckResult.Failed ? "exit code 1" : ""))
                .toList();
    }

    boolean differs(DesiredState desired) {
        return desired.checks().starting().stream().anyMatch(start -> !runs.containsKey(name(start)));
    }

    /** @return how many were written */
    int write(DesiredChecks desired) {
        int written = 0;
        for (DesiredChecks.Start start : desired.starting()) {
            String name = name(start);
            if (runs.putIfAbsent(name, new Run(start)) == null) {
                written++;
                story.add(name);
                if (!begun.add(name)) {
                    world.broken.add("check " + name + " runs once more");
                }
            }
        }
        return written;
    }

    /** @return how many were removed */
    int remove(DesiredState desired) {
        Set<String> gone = new HashSet<>(runs.keySet());
        gone.removeAll(desired.checks().kept());
        desired.checks().starting().forEach(start -> gone.remove(name(start)));
        runs.keySet().removeAll(gone);
        return gone.size();
    }

    private static String name(DesiredChecks.Start start) {
        return start.attempt().number() + "-" + start.step() + "-"
                + start.check().name();
    }

    /** Attempts are counted anew. */
    void forget() {
        begun.clear();
    }

    /** Time goes by. */
    void pass(Duration time) {
        runs.values().forEach(run -> {
            run.seconds += time.toSeconds();
            boolean hangs = behaviour(run) == CheckBehaviour.HANGS;
            long end = hangs ? run.start.check().limit().toSeconds() : SECONDS;
            if (run.result == CheckResult.Running && run.seconds > end) {
                run.result = hangs || behaviour(run) == CheckBehaviour.FAILS ? CheckResult.Failed : CheckResult.Passed;
            }
        });
        // Whoever removes one that the operator has not seen yet has it begin anew.
        runs.values()
                .removeIf(run ->
                        world.saved.checks().containsKey(run.start.check().name())
                                && (behaviour(run) == CheckBehaviour.VANISHES && run.seconds > 1
                                        || behaviour(run) == CheckBehaviour.VANISHES_WHEN_DONE
                                                && run.seconds > SECONDS + 1));
    }

    private CheckBehaviour behaviour(Run run) {
        return behaviours.getOrDefault(run.start.check().at(), CheckBehaviour.PASSES);
    }

    /** Visitors come after what must pass before; a step ends, and a promotion, after its own; what failed goes back. */
    void check(State saved, State next) {
        Optional<Attempt> canary = next.canary().map(Canary::attempt);
        if (canary.isEmpty() || next.canary().flatMap(Canary::result).isPresent()) {
            return;
        }
        boolean opens = saved.phase() == Phase.Preparing && next.phase() == Phase.Progressing;
        if (opens && !passed(CheckStage.beforeTraffic, saved, next, 0)) {
            world.broken.add("visitors come to " + canary.get().id() + " before its check has passed");
        }
        int step = saved.progress().step();
        boolean ends = saved.phase() == Phase.Progressing
                && (next.phase() == Phase.Promoting
                        || next.phase() == Phase.Progressing && next.progress().step() > step);
        if (ends && !passed(CheckStage.step, saved, next, step)) {
            world.broken.add("step " + step + " of " + canary.get().id() + " ends before its check has passed");
        }
    }

    /** What was promoted by its steps has passed its last check. */
    void checkPromoted(State saved, State next) {
        boolean promoted = saved.phase() == Phase.Promoting && next.phase() == Phase.Stable;
        boolean bySteps = next.history().stream()
                .findFirst()
                .filter(end -> end.result().reason() == OutcomeReason.AllStepsPassed)
                .isPresent();
        if (promoted && bySteps && !isDown(saved, next) && !passed(CheckStage.afterPromotion, saved, next, 0)) {
            world.broken.add("a promotion ends before its check has passed");
        }
        boolean failed = next.checks().values().stream().anyMatch(run -> run.result() == CheckResult.Failed);
        boolean ended = saved.canary().isPresent() && next.canary().isEmpty();
        if (ended
                && failed
                && next.history().get(0).result().outcome() == Outcome.Promoted
                && next.history().get(0).result().reason() == OutcomeReason.AllStepsPassed
                && !isDown(saved, next)) {
            world.broken.add("a version is promoted whose check failed");
        }
    }

    private static boolean isDown(State saved, State next) {
        return saved.stableUnreadySince().isPresent()
                || next.stableUnreadySince().isPresent();
    }

    private boolean passed(CheckStage stage, State saved, State next, int step) {
        return !behaviours.containsKey(stage)
                || isDown(saved, next)
                || Optional.ofNullable(next.checks().get(stage.name()))
                        .filter(run -> run.step() == step && run.result() == CheckResult.Passed)
                        .isPresent();
    }
}
