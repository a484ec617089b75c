package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Played.Ledger;
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

/** A scenario while it is played: what deeds need to know, and what they must say about themselves. */
final class Play {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Installation shop;
    private final Scenario scenario;
    private final Instant from = Instant.now();
    private final List<HistoryEntry> before;
    private final String stable;
    private final OrderAppReleaseSpec specBefore;
    private final List<Thread> company = new ArrayList<>();
    private final Map<String, Instant> marks = new HashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final List<Span> faults = new ArrayList<>();
    private Instant since = from;
    private String revision;

    /** Of a shop that is at rest. */
    Play(Installation shop, Scenario scenario) {
        this.shop = shop;
        this.scenario = scenario;
        OrderAppReleaseStatus now = status();
        this.before = now.history();
        this.stable = now.stable().revision();
        this.revision = stable;
        this.specBefore = shop.shop().spec();
    }

    /** Plays it to its end. */
    Played play() throws Exception {
        try {
            return playAll();
        } finally {
            company.forEach(Thread::interrupt);
        }
    }

    private Played playAll() throws Exception {
        for (Scenario.Act act : scenario.acts()) {
            await(act.moment());
            say("  " + act.moment().name());
            act.deed().on(this);
        }
        OrderAppReleaseStatus end = shop().await(
                        s -> tries(s).size() >= scenario.endings().size() && atRest(s),
                        PATIENCE,
                        "the end of " + scenario.title());
        List<HistoryEntry> tries = tries(end);
        tries.forEach(t -> say("  " + t.outcome() + "/" + t.reason() + ": " + t.message()));
        return new Played(
                scenario,
                new Span(from, Instant.now()),
                tries,
                end.phase(),
                new Ledger(Set.copyOf(bad), List.copyOf(faults), Map.copyOf(marks)),
                shop().timeline().steps(revision));
    }

    private void await(Moment moment) throws InterruptedException {
        if (moment != Moment.AT_ONCE) {
            shop().awaitSince(since, s -> moment.sign().in(s, revision), PATIENCE, moment.name());
        }
    }

    /** What the history got since this began, oldest first. */
    private List<HistoryEntry> tries(OrderAppReleaseStatus status) {
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

    /** Changes the release, waits until the operator has seen it, and goes by the revision that this made. */
    void release(Change change) throws InterruptedException {
        since = Instant.now();
        revision = shop().start(change);
    }

    /** Goes by the revision that the release asks for by now, which something else than a change of it has made. */
    void follow() throws InterruptedException {
        String former = revision;
        revision = shop().await(s -> !former.equals(s.target()), PATIENCE, "another revision than " + former)
                .target();
    }

    /** The revision's own failures are not the rollout's. */
    void condemn() {
        bad.add(revision);
    }

    /** From now on requests may fail whatever the operator does. */
    Span faultBegins() {
        Span span = new Span(Instant.now(), Instant.MAX);
        faults.add(span);
        return span;
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

    /** Remembers when something was done, for promises. */
    void mark(String what) {
        marks.put(what, Instant.now());
    }

    /** Does this again and again until the scenario has ended. */
    void meanwhile(Runnable again, Duration pause) {
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
        company.add(thread);
    }
}
