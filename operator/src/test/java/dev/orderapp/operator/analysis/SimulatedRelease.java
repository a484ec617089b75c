package dev.orderapp.operator.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A simulated release: the canary's weights, and the traffic at them. Equal seeds give equal releases, whatever judges them.
 *
 * @param steps one after the other
 * @param traffic of one run
 */
record SimulatedRelease(List<Step> steps, Supplier<Traffic> traffic) {
    /** So long at this weight. */
    record Step(double weight, int seconds) {}

    /** Ten minutes at one weight. */
    static SimulatedRelease at(double weight, Supplier<Traffic> traffic) {
        return new SimulatedRelease(List.of(new Step(weight, 600)), traffic);
    }

    /** The steps of a release that names none. */
    static SimulatedRelease inSteps(Supplier<Traffic> traffic) {
        return new SimulatedRelease(List.of(new Step(0.3, 300), new Step(0.5, 300), new Step(1, 120)), traffic);
    }

    /** When and why a release was rolled back. */
    record Rollback(int second, String reason) {}

    /** How so many runs ended under one method. */
    SimulationResults outcomes(int runs, JudgingMethod method) {
        return outcomes(runs, List.of(method)).get(0);
    }

    /** How so many runs ended under each of the methods, all of the same runs. */
    List<SimulationResults> outcomes(int runs, List<JudgingMethod> methods) {
        List<List<Optional<Rollback>>> ends = LongStream.range(0, runs)
                .parallel()
                .mapToObj(seed -> run(new RandomInputs(seed), methods))
                .toList();
        return IntStream.range(0, methods.size())
                .mapToObj(method -> new SimulationResults(
                        runs,
                        ends.stream()
                                .flatMap(run -> run.get(method).stream())
                                .sorted(Comparator.comparing(Rollback::second).thenComparing(Rollback::reason))
                                .toList()))
                .toList();
    }

    private List<Optional<Rollback>> run(RandomInputs random, List<JudgingMethod> methods) {
        List<MonitoredRun> monitors = methods.stream().map(MonitoredRun::new).toList();
        Traffic visitors = traffic.get();
        int second = 0;
        for (Step step : steps) {
            if (second > 0) {
                monitors.forEach(monitored -> monitored.monitor.startStep());
            }
            for (int end = second + step.seconds(); second < end; ) {
                List<EventDelta> deltas = visitors.second(random, step.weight());
                second++;
                for (MonitoredRun monitored : monitors) {
                    monitored.see(second, deltas, step.weight());
                }
                if (monitors.stream().allMatch(monitored -> monitored.rollback.isPresent())) {
                    return monitors.stream()
                            .map(monitored -> monitored.rollback)
                            .toList();
                }
            }
        }
        return monitors.stream().map(monitored -> monitored.rollback).toList();
    }

    /** Gathers the seconds of one run between the measurements of a method. */
    private static final class MonitoredRun {
        private final int everySeconds;
        private final ReleaseMonitor monitor;
        private List<EventDelta> sinceMeasurement = List.of();
        private Optional<Rollback> rollback = Optional.empty();

        MonitoredRun(JudgingMethod method) {
            this.everySeconds = method.everySeconds();
            this.monitor = method.monitor().get();
        }

        void see(int second, List<EventDelta> deltas, double weight) {
            if (rollback.isPresent()) {
                return;
            }
            sinceMeasurement = sinceMeasurement.isEmpty() ? deltas : sum(sinceMeasurement, deltas);
            if (second % everySeconds == 0) {
                rollback = monitor.measure(sinceMeasurement, weight).map(reason -> new Rollback(second, reason));
                sinceMeasurement = List.of();
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
