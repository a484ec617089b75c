package dev.orderapp.operator.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A simulated release: the canary's weights, and the traffic at them. Equal seeds give equal releases, whatever watches them.
 *
 * @param steps one after the other
 * @param traffic of one run
 */
record Release(List<Step> steps, Supplier<Traffic> traffic) {
    /** So long at this weight. */
    record Step(double weight, int seconds) {}

    /** Ten minutes at one weight. */
    static Release at(double weight, Supplier<Traffic> traffic) {
        return new Release(List.of(new Step(weight, 600)), traffic);
    }

    /** The steps of a release that names none. */
    static Release inSteps(Supplier<Traffic> traffic) {
        return new Release(List.of(new Step(0.3, 300), new Step(0.5, 300), new Step(1, 120)), traffic);
    }

    /** When and why a release was taken back. */
    record TakenBack(int second, String reason) {}

    /** How so many runs ended under one rule. */
    Outcomes outcomes(int runs, Rule rule) {
        return outcomes(runs, List.of(rule)).get(0);
    }

    /** How so many runs ended under each of the rules, all of them watching the same runs. */
    List<Outcomes> outcomes(int runs, List<Rule> rules) {
        List<List<Optional<TakenBack>>> ends = LongStream.range(0, runs)
                .parallel()
                .mapToObj(seed -> run(new Draws(seed), rules))
                .toList();
        return IntStream.range(0, rules.size())
                .mapToObj(rule -> new Outcomes(
                        runs,
                        ends.stream()
                                .flatMap(run -> run.get(rule).stream())
                                .sorted(Comparator.comparing(TakenBack::second).thenComparing(TakenBack::reason))
                                .toList()))
                .toList();
    }

    private List<Optional<TakenBack>> run(Draws draws, List<Rule> rules) {
        List<Watcher> watchers = rules.stream().map(Watcher::new).toList();
        Traffic visitors = traffic.get();
        int second = 0;
        for (Step step : steps) {
            if (second > 0) {
                watchers.forEach(watcher -> watcher.watch.startStep());
            }
            for (int end = second + step.seconds(); second < end; ) {
                List<EventDelta> deltas = visitors.second(draws, step.weight());
                second++;
                for (Watcher watcher : watchers) {
                    watcher.see(second, deltas, step.weight());
                }
                if (watchers.stream().allMatch(watcher -> watcher.takenBack.isPresent())) {
                    return watchers.stream().map(watcher -> watcher.takenBack).toList();
                }
            }
        }
        return watchers.stream().map(watcher -> watcher.takenBack).toList();
    }

    /** Gathers the seconds of one run up to the rule's looks. */
    private static final class Watcher {
        private final int everySeconds;
        private final Watch watch;
        private List<EventDelta> sinceLook = List.of();
        private Optional<TakenBack> takenBack = Optional.empty();

        Watcher(Rule rule) {
            this.everySeconds = rule.everySeconds();
            this.watch = rule.watch().get();
        }

        void see(int second, List<EventDelta> deltas, double weight) {
            if (takenBack.isPresent()) {
                return;
            }
            sinceLook = sinceLook.isEmpty() ? deltas : sum(sinceLook, deltas);
            if (second % everySeconds == 0) {
                takenBack = watch.look(sinceLook, weight).map(reason -> new TakenBack(second, reason));
                sinceLook = List.of();
            }
        }

        private static List<EventDelta> sum(List<EventDelta> some, List<EventDelta> more) {
            List<EventDelta> sum = new ArrayList<>(some.size());
            for (int i = 0; i < some.size(); i++) {
                sum.add(some.get(i).plus(more.get(i)));
            }
            return sum;
        }
    }
}
