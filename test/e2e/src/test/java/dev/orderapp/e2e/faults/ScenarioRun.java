package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.ScenarioResult.FaultLog;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A scenario while it runs: what actions need to know, and what they must note of themselves. */
final class ScenarioRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Installation shop;
    private final Scenario scenario;
    private final Instant from = Instant.now();
    private final List<HistoryEntry> before;
    private final String stable;
    private final OrderAppReleaseSpec specBefore;
    private final List<Thread> backgroundTasks = new ArrayList<>();
    private final Map<String, Instant> marks = new HashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final List<TimeWindow> faults = new ArrayList<>();
    private Instant since = from;
    private String revision;

    /** Of a shop that is at rest. */
    ScenarioRun(Installation shop, Scenario scenario) {
        this.shop = shop;
        this.scenario = scenario;
        OrderAppReleaseStatus now = status();
        this.before = now.history();
        this.stable = now.stable().revision();
        this.revision = stable;
        this.specBefore = shop.shop().spec();
    }

    /** Runs it to its end. */
    ScenarioResult run() throws Exception {
        try {
            return runActions();
        } finally {
            backgroundTasks.forEach(Thread::interrupt);
        }
    }

    private ScenarioResult runActions() throws Exception {
        for (Scenario.TriggeredAction next : scenario.actions()) {
            await(next.trigger());
            say("  " + next.trigger().name());
            next.action().apply(this);
        }
        OrderAppReleaseStatus end = shop().await(
                        s -> attempts(s).size() >= scenario.expectedOutcomes().size() && atRest(s),
                        PATIENCE,
                        "the end of " + scenario.title());
        List<HistoryEntry> attempts = attempts(end);
        attempts.forEach(a -> say("  " + a.outcome() + "/" + a.reason() + ": " + a.message()));
        return new ScenarioResult(
                scenario,
                new TimeWindow(from, Instant.now()),
                attempts,
                end.phase(),
                new FaultLog(Set.copyOf(bad), List.copyOf(faults), Map.copyOf(marks)),
                shop().timeline().steps(revision));
    }

    private void await(Trigger trigger) throws InterruptedException {
        if (trigger != Trigger.AT_ONCE) {
            shop().awaitSince(since, s -> trigger.condition().in(s, revision), PATIENCE, trigger.name());
        }
    }

    /** What the history got since this began, oldest first. */
    private List<HistoryEntry> attempts(OrderAppReleaseStatus status) {
        return status.history().stream()
                .filter(e -> !before.contains(e))
                .sorted(Comparator.comparing(e -> Instant.parse(e.finishedAt())))
                .toList();
    }

    /** Nothing is under way, and nothing will be; a version that is kept warm does not matter. */
    static boolean atRest(OrderAppReleaseStatus status) {
        return switch (status.phase()) {
            case Stable ->
                status.target() == null
                        || status.target().equals(status.stable().revision());
            case RolledBack ->
                status.failed() != null && status.failed().revision().equals(status.target());
            case Initializing, Preparing, Progressing, Promoting, RollingBack -> false;
        };
    }

    /** Changes the release, waits until the operator has seen it, and follows the revision that this made. */
    void release(Change change) throws InterruptedException {
        since = Instant.now();
        revision = shop().start(change);
    }

    /** Follows the revision that the release asks for by now, which something else than a change of it has made. */
    void follow() throws InterruptedException {
        String former = revision;
        revision = shop().await(s -> !former.equals(s.target()), PATIENCE, "another revision than " + former)
                .target();
    }

    /** The revision's own failures are not the rollout's. */
    void expectFailures() {
        bad.add(revision);
    }

    /** From now on requests may fail whatever the operator does. */
    TimeWindow faultBegins() {
        TimeWindow span = new TimeWindow(Instant.now(), Instant.MAX);
        faults.add(span);
        return span;
    }

    /** From now on all must be well again. */
    void faultsEnd() {
        faults.forEach(TimeWindow::endNow);
    }

    /** The revision that was released last. */
    String revision() {
        return revision;
    }

    /** The revision that served when this began. */
    String stable() {
        return stable;
    }

    Installation installation() {
        return shop;
    }

    Shop shop() {
        return shop.shop();
    }

    OrderAppReleaseStatus status() {
        return shop().timeline().last().orElseThrow();
    }

    boolean inPhase(Phase phase) {
        return status().phase() == phase;
    }

    void say(String line) {
        shop.say(line);
    }

    /** What the release asked for when this began. */
    OrderAppReleaseSpec specBefore() {
        return specBefore;
    }

    /** Remembers when something was done, for expectations. */
    void mark(String what) {
        marks.put(what, Instant.now());
    }

    /** Does this again and again until the scenario has ended. */
    void inBackground(Runnable again, Duration pause) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    again.run();
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        backgroundTasks.add(thread);
    }
}
