package dev.orderapp.operator.apply;

import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.operator.rollout.Obstacle.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of one release's writes where it was not as wanted: the objects that were refused, belong to others, or are changed by
 * others again and again. Such a write is tried again ever more slowly, at once if something else is wanted, and is reported as an
 * obstacle.
 */
final class WriteOutcomes {
    /** A write that is undone so often in a row is reported: a person edits once or twice. */
    private static final int CONTESTED = 3;

    private static final Duration FIRST_RESTORE = Duration.ofSeconds(1);
    private static final Duration LONGEST_RESTORE = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    /** How long an object must stay as it was restored, at least, until its next change is another matter. */
    private static final Duration CALM = Duration.ofSeconds(10);

    /** An error of the server that is over in a moment is no refusal. */
    private static final Duration SERVER_ERROR = Duration.ofSeconds(1);

    /** Within this time the garbage collector removes what a deleted release has owned. */
    private static final Duration COLLECTION = Duration.ofMinutes(1);

    private static final int LONGEST = 600;
    private static final int MOST = 10;

    private final LongSupplier nanos;
    private final Map<String, Outcome> objects = new ConcurrentSkipListMap<>();
    private Optional<Obstacle> earlier;
    private Set<String> recorded;

    /** Starts with what an operator before this one recorded in the release's status. */
    WriteOutcomes(LongSupplier nanos, Optional<Obstacle> earlier) {
        this.nanos = nanos;
        this.earlier = earlier;
        this.recorded = earlier.stream().map(Obstacle::message).collect(Collectors.toUnmodifiableSet());
    }

    private enum State {
        /** Was not written. */
        Failed,
        /** Was written because others had changed it. */
        Restored,
        /** Was written, and differs all the same. */
        Overruled
    }

    /**
     * What became of an object.
     *
     * @param hash of what was wanted
     * @param times so often in a row
     * @param dueAt the same is not written again before
     * @param overAt when it is forgotten, if nothing more happens to an object that was restored
     * @param report what is reported of it, from a time on
     */
    private record Outcome(State state, String hash, int times, long dueAt, long overAt, Optional<Report> report) {}

    private record Report(Kind kind, String sentence, long from) {
        /** The API server may put figures into a sentence that differ with each try. */
        private boolean isLike(Report other) {
            return kind == other.kind && withoutFigures(sentence).equals(withoutFigures(other.sentence));
        }

        private static String withoutFigures(String sentence) {
            return sentence.replaceAll("[0-9]+", "0");
        }
    }

    /** Whether something may be written now: it is not what failed, or was undone, a moment ago. */
    boolean isDue(String object, String hash) {
        Outcome outcome = objects.get(object);
        return outcome == null || !outcome.hash().equals(hash) || nanos.getAsLong() - outcome.dueAt() >= 0;
    }

    /** Whether others have undone a write so often that it is worth asking which manager does it. */
    boolean isContested(String object) {
        return restoresBefore(object) + 1 >= CONTESTED;
    }

    private int restoresBefore(String object) {
        Outcome outcome = objects.get(object);
        boolean goesOn =
                outcome != null && outcome.state() == State.Restored && nanos.getAsLong() - outcome.overAt() < 0;
        return goesOn ? outcome.times() : 0;
    }

    /** An object was written as something else is wanted of it. */
    void written(String object) {
        objects.remove(object);
    }

    /** An object was written because others had changed it; a sentence names them if that is {@link #isContested}. */
    void restored(String object, String hash, Optional<String> sentence) {
        int times = restoresBefore(object) + 1;
        Duration pause = FIRST_RESTORE.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        long wait = (pause.compareTo(LONGEST_RESTORE) < 0 ? pause : LONGEST_RESTORE).toNanos();
        long now = nanos.getAsLong();
        objects.put(
                object,
                new Outcome(
                        State.Restored,
                        hash,
                        times,
                        now + wait,
                        now + Math.max(2 * wait, CALM.toNanos()),
                        sentence.map(text -> new Report(Kind.FieldOverruled, shortened(text), now))));
    }

    /** An object is as it should be. */
    void inSync(String object) {
        objects.computeIfPresent(object, (key, outcome) -> restoresBefore(object) > 0 ? outcome : null);
    }

    /** An object was written, and a field of it has another value all the same. */
    void overruled(String object, String sentence) {
        report(object, State.Overruled, "", new Report(Kind.FieldOverruled, sentence, nanos.getAsLong()));
    }

    /** An object of this name belongs to something else. */
    void foreign(String object, String hash, String sentence) {
        report(object, State.Failed, hash, new Report(Kind.ForeignObject, sentence, nanos.getAsLong()));
    }

    /** An object of this name is of a release of this name that was deleted, and should go by itself. */
    void leftOver(String object, String hash, String sentence) {
        report(
                object,
                State.Failed,
                hash,
                new Report(Kind.ForeignObject, sentence, nanos.getAsLong() + COLLECTION.toNanos()));
    }

    /** The API server has refused a write. */
    void refused(String object, String hash, String sentence) {
        report(object, State.Failed, hash, new Report(Kind.WriteRefused, sentence, nanos.getAsLong()));
    }

    /** The API server failed, which may be over in a moment. */
    void serverError(String object, String hash, String sentence) {
        report(
                object,
                State.Failed,
                hash,
                new Report(Kind.WriteRefused, sentence, nanos.getAsLong() + SERVER_ERROR.toNanos()));
    }

    /** A write did not reach the API server. */
    void undelivered(String object, String hash) {
        put(object, State.Failed, hash, Optional.empty());
    }

    private void report(String object, State state, String hash, Report report) {
        String sentence = shortened(report.sentence());
        // An operator before this one has waited already.
        long from = isRecorded(sentence) ? nanos.getAsLong() : report.from();
        Report cut = new Report(report.kind(), sentence, from);
        Optional<Report> before = Optional.ofNullable(objects.get(object)).flatMap(Outcome::report);
        put(object, state, hash, Optional.of(before.filter(cut::isLike).orElse(cut)));
    }

    private void put(String object, State state, String hash, Optional<Report> report) {
        Outcome before = objects.get(object);
        boolean again =
                before != null && before.state() == state && before.hash().equals(hash);
        int times = again ? before.times() + 1 : 1;
        long now = nanos.getAsLong();
        objects.put(
                object,
                new Outcome(state, hash, times, now + Backoff.after(times).toNanos(), now, report));
    }

    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST - 1) + "…";
    }

    /** A reconcile is over; what it did not attempt does not matter any more. */
    void endReconcile(Set<String> attempted) {
        earlier = Optional.empty();
        objects.keySet().retainAll(attempted);
    }

    /** What keeps the cluster from being as wanted, in one sentence for all objects. */
    Optional<Obstacle> obstacle() {
        if (earlier.isPresent()) {
            return earlier;
        }
        List<Report> all = reports();
        String more = all.size() > MOST ? "; and " + (all.size() - MOST) + " more objects" : "";
        return all.stream()
                .map(Report::kind)
                .min(Comparator.naturalOrder())
                .map(kind -> new Obstacle(
                        kind, all.stream().limit(MOST).map(Report::sentence).collect(Collectors.joining("; ")) + more));
    }

    /** Those that were not recorded before. */
    List<Obstacle> newObstacles() {
        List<Obstacle> obstacles = new ArrayList<>();
        List<Report> all = reports();
        for (Report report : all) {
            if (!isRecorded(report.sentence())) {
                obstacles.add(new Obstacle(report.kind(), report.sentence()));
            }
        }
        recorded = all.stream().map(Report::sentence).collect(Collectors.toUnmodifiableSet());
        return obstacles;
    }

    private boolean isRecorded(String sentence) {
        return recorded.stream().anyMatch(before -> before.contains(sentence));
    }

    private List<Report> reports() {
        long now = nanos.getAsLong();
        return objects.values().stream()
                .filter(o -> o.state() != State.Restored || now - o.overAt() < 0)
                .flatMap(o -> o.report().stream())
                .filter(t -> now - t.from() >= 0)
                .toList();
    }

    /** How long until something is to be written again, or is no obstacle any more. */
    Optional<Duration> retryAfter() {
        long now = nanos.getAsLong();
        return objects.values().stream()
                .flatMap(WriteOutcomes::dates)
                .filter(at -> at - now > 0)
                .map(at -> Duration.ofNanos(at - now))
                .min(Comparator.naturalOrder());
    }

    private static Stream<Long> dates(Outcome outcome) {
        return switch (outcome.state()) {
            case Failed -> Stream.of(outcome.dueAt());
            case Restored ->
                outcome.report().isPresent()
                        ? Stream.of(outcome.dueAt(), outcome.overAt())
                        : Stream.of(outcome.dueAt());
            case Overruled -> Stream.empty();
        };
    }
}
