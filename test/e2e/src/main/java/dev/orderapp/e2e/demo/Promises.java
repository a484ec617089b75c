package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.OrderBook;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import dev.orderapp.e2e.shop.Timeline.StepSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds what was seen against what the project promises. Pure: reads records, changes nothing. */
final class Promises {
    /** Fewer visitors than this say little about mixed page loads. */
    static final int VISITORS = 1_000;

    private static final double SPLIT_TOLERANCE = 3;
    private static final Duration EVACUATION_LIMIT = Duration.ofSeconds(15);

    private final Records records;
    private final IngressCuts cuts;

    Promises(Records records, IngressCuts cuts) {
        this.records = records;
        this.cuts = cuts;
    }

    /**
     * One promise.
     *
     * @param what the promise
     * @param kept whether it was kept
     * @param seen what was seen, with numbers
     */
    record Promise(String what, boolean kept, String seen) {}

    /** Share of the page loads that the canary got in a step. */
    record Split(int weight, double seen, long pages) {}

    /** The page loads of a step; the first moments, in which the data plane follows, are left out. */
    Split split(Played release, StepSpan step) {
        Instant settled = step.from().plusSeconds(2);
        List<Request> pages = records.requests().stream()
                .filter(r -> "page".equals(r.kind()))
                .filter(r -> !r.sentAt().isBefore(settled) && step.during(r.sentAt()))
                .toList();
        long canary = pages.stream()
                .filter(r -> release.tried().revision().equals(r.revision()))
                .count();
        return new Split(step.weight(), pages.isEmpty() ? 0 : 100.0 * canary / pages.size(), pages.size());
    }

    /** Requests of a step that a version failed. */
    long failures(StepSpan step, String revision) {
        return records.requests().stream()
                .filter(r -> r.failedBy(revision))
                .filter(r -> step.during(r.sentAt()))
                .count();
    }

    /** Requests of a step. */
    long requests(StepSpan step) {
        return records.requests().stream().filter(r -> step.during(r.sentAt())).count();
    }

    /** From a version's first bad answer to its last answer of all; empty if it never answered badly. */
    Optional<Duration> evacuation(Played release) {
        Comparator<Instant> order = Comparator.naturalOrder();
        Optional<Instant> first = records.requests().stream()
                .filter(r -> r.failedBy(release.tried().revision()))
                .map(Request::answeredAt)
                .min(order);
        Optional<Instant> last = records.requests().stream()
                .filter(r -> release.tried().revision().equals(r.revision()))
                .map(Request::answeredAt)
                .max(order);
        return first.map(f -> Duration.between(f, last.orElseThrow()));
    }

    /** What is promised of one release. */
    List<Promise> of(Played release, List<StepSpan> steps) {
        List<Promise> promises = new ArrayList<>();
        String title = release.scene().title();
        promises.add(new Promise(
                title + ": ends " + release.scene().expected(),
                release.tried().outcome().outcome() == release.scene().expected(),
                release.tried().outcome().outcome() + ", "
                        + release.tried().outcome().message()));
        promises.add(noOtherFailures(release));
        switch (release.scene().kind()) {
            case GOOD -> {
                steps.stream().filter(s -> s.weight() < 100).forEach(s -> promises.add(splitAsSet(release, s)));
            }
            case FAILS_ALWAYS -> promises.add(evacuatedInTime(release));
            case FAILS_SOMETIMES ->
                promises.add(new Promise(
                        title + ": shoppers met its faults",
                        evacuation(release).isPresent(),
                        evacuation(release)
                                .map(d -> "evacuated " + seconds(d) + " after the first")
                                .orElse("none seen")));
            case NEVER_READY -> promises.add(neverSeen(release));
        }
        return promises;
    }

    private Promise noOtherFailures(Played release) {
        List<Request> failed = records.requests().stream()
                .filter(Request::failed)
                .filter(r -> release.tried().during(r.sentAt()))
                .filter(r -> release.scene().kind() == Scene.Kind.GOOD
                        || !r.failedBy(release.tried().revision()))
                .toList();
        List<Request> ours = cuts.leaveUnexplained(failed);
        int cut = failed.size() - ours.size();
        String whose = release.scene().kind() == Scene.Kind.GOOD ? "" : " but those of the bad version itself";
        return new Promise(
                release.scene().title() + ": no failed request" + whose,
                ours.isEmpty(),
                ours.size() + " failed" + examples(ours)
                        + (cut == 0 ? "" : "; " + cut + " more that the ingress controller says it cut off itself"));
    }

    private static String examples(List<Request> failed) {
        return failed.stream()
                .limit(5)
                .map(r -> r.sentAt() + " " + r.name() + " " + r.status() + " of '" + r.revision() + "' "
                        + Optional.ofNullable(r.error()).orElse(""))
                .collect(Collectors.joining("; ", failed.isEmpty() ? "" : ": ", ""));
    }

    private Promise splitAsSet(Played release, StepSpan step) {
        Split split = split(release, step);
        return new Promise(
                String.format(
                        Locale.ROOT,
                        "%s: the split at %d is within %.0f points",
                        release.scene().title(),
                        step.weight(),
                        SPLIT_TOLERANCE),
                split.pages() > 0 && Math.abs(split.seen() - split.weight()) <= SPLIT_TOLERANCE,
                String.format(Locale.ROOT, "%.1f %% of %d page loads", split.seen(), split.pages()));
    }

    private Promise evacuatedInTime(Played release) {
        Optional<Duration> took = evacuation(release);
        return new Promise(
                release.scene().title() + ": evacuated within " + EVACUATION_LIMIT.toSeconds()
                        + " s of its first bad answer",
                took.filter(d -> d.compareTo(EVACUATION_LIMIT) <= 0).isPresent(),
                took.map(Promises::seconds).orElse("it never answered"));
    }

    private Promise neverSeen(Played release) {
        long seen = records.requests().stream()
                .filter(r -> release.tried().revision().equals(r.revision()))
                .count();
        return new Promise(
                release.scene().title() + ": no visitor noticed it", seen == 0, seen + " requests reached it");
    }

    /** What is promised of all visits together. */
    List<Promise> ofVisits() {
        long mixed = records.visits().stream().filter(Records.Visit::mixed).count();
        long lingering =
                records.visits().stream().filter(Records.Visit::lingering).count();
        int all = records.visits().size();
        return List.of(
                new Promise(
                        "page, files and API of a page load are of one version",
                        mixed == 0,
                        mixed + " of " + all + " visits mixed, " + lingering + " of them left the page open"),
                new Promise("at least " + VISITORS + " visitors came", all >= VISITORS, all + " came"));
    }

    /** What is promised of the orders. */
    Promise ofOrders(Collection<Map.Entry<String, String>> stored) {
        OrderBook book = OrderBook.compare(records.orders(), stored);
        return new Promise(
                "every acknowledged order is in the database, once, and no other", book.balanced(), book.toString());
    }

    static String seconds(Duration d) {
        return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
    }
}
