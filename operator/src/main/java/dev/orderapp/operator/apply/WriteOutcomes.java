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
 * others again and again. Such a write is tried again ever more slowly, at once if something else is wanted, and is told as an obstacle.
 */
final class WriteOutcomes {
    /** A write that is undone so often in a row is told: a person edits once or twice. */
    private static final int CONTESTED = 3;

    private static final Duration FIRST_MEND = Duration.ofSeconds(1);
    private static final Duration LAST_MEND = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    /** How long an object must stay as it was mended, at least, until its next change is another matter. */
    private static final Duration CALM = Duration.ofSeconds(10);

    /** A server that is troubled for a moment does not refuse anything. */
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    /** Within this time the garbage collector removes what a deleted release has owned. */
    private static final Duration COLLECTION = Duration.ofMinutes(1);

    private static final int LONGEST = 600;
    private static final int MOST = 10;

    private final LongSupplier nanos;
    private final Map<String, Outcome> objects = new ConcurrentSkipListMap<>();
    private Optional<Obstacle> earlier;
    private Set<String> announced;

    /** Starts with what an operator before this one told in the release's status. */
    WriteOutcomes(LongSupplier nanos, Optional<Obstacle> earlier) {
        this.nanos = nanos;
        this.earlier = earlier;
        this.announced = earlier.stream().map(Obstacle::message).collect(Collectors.toUnmodifiableSet());
    }

    private enum State {
        /** Was not written. */
        Failed,
        /** Was written as others had changed it. */
        Mended,
        /** Was written, and is otherwise all the same. */
        Overruled
    }

    /**
     * What became of an object.
     *
     * @param hash of what was wanted
     * @param times so often in a row
     * @param dueAt the same is not written again before
     * @param overAt when it is forgotten, if nothing more happens to an object that was mended
     * @param told what is told of it, from a time on
     */
    private record Outcome(State state, String hash, int times, long dueAt, long overAt, Optional<Told> told) {}

    private record Told(Kind kind, String sentence, long from) {
        /** The API server may put figures into a sentence that differ with each try. */
        private boolean isLike(Told other) {
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

    /** Whether others have undone a write so often that it is worth to ask who. */
    boolean isContested(String object) {
        return mendsBefore(object) + 1 >= CONTESTED;
    }

    private int mendsBefore(String object) {
        Outcome outcome = objects.get(object);
        boolean goesOn = outcome != null && outcome.state() == State.Mended && nanos.getAsLong() - outcome.overAt() < 0;
        return goesOn ? outcome.times() : 0;
    }

    /** An object was written as something else is wanted of it. */
    void written(String object) {
        objects.remove(object);
    }

    /** An object was written as others had changed it, who are named in a sentence if that is {@link #isContested}. */
    void mended(String object, String hash, Optional<String> contest) {
        int times = mendsBefore(object) + 1;
        Duration pause = FIRST_MEND.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        long wait = (pause.compareTo(LAST_MEND) < 0 ? pause : LAST_MEND).toNanos();
        long now = nanos.getAsLong();
        objects.put(
                object,
                new Outcome(
                        State.Mended,
                        hash,
                        times,
                        now + wait,
                        now + Math.max(2 * wait, CALM.toNanos()),
                        contest.map(sentence -> new Told(Kind.FieldOverruled, shortened(sentence), now))));
    }

    /** An object is as it should be. */
    void inSync(String object) {
        objects.computeIfPresent(object, (key, outcome) -> mendsBefore(object) > 0 ? outcome : null);
    }

    /** An object was written, and a field of it has another value all the same. */
    void overruled(String object, String sentence) {
        tell(object, State.Overruled, "", new Told(Kind.FieldOverruled, sentence, nanos.getAsLong()));
    }

    /** An object of this name belongs to something else. */
    void foreign(String object, String hash, String sentence) {
        tell(object, State.Failed, hash, new Told(Kind.ForeignObject, sentence, nanos.getAsLong()));
    }

    /** An object of this name is of a release of this name that was deleted, and should go by itself. */
    void leftOver(String object, String hash, String sentence) {
        tell(
                object,
                State.Failed,
                hash,
                new Told(Kind.ForeignObject, sentence, nanos.getAsLong() + COLLECTION.toNanos()));
    }

    /** The API server has refused a write. */
    void refused(String object, String hash, String sentence) {
        tell(object, State.Failed, hash, new Told(Kind.WriteRefused, sentence, nanos.getAsLong()));
    }

    /** The API server could not do it, which may be over in a moment. */
    void troubled(String object, String hash, String sentence) {
        tell(object, State.Failed, hash, new Told(Kind.WriteRefused, sentence, nanos.getAsLong() + TROUBLE.toNanos()));
    }

    /** A write did not reach the API server. */
    void unheard(String object, String hash) {
        put(object, State.Failed, hash, Optional.empty());
    }

    private void tell(String object, State state, String hash, Told told) {
        String sentence = shortened(told.sentence());
        // An operator before this one has waited already.
        long from = isAnnounced(sentence) ? nanos.getAsLong() : told.from();
        Told cut = new Told(told.kind(), sentence, from);
        Optional<Told> before = Optional.ofNullable(objects.get(object)).flatMap(Outcome::told);
        put(object, state, hash, Optional.of(before.filter(cut::isLike).orElse(cut)));
    }

    private void put(String object, State state, String hash, Optional<Told> told) {
        Outcome before = objects.get(object);
        boolean again =
                before != null && before.state() == state && before.hash().equals(hash);
        int times = again ? before.times() + 1 : 1;
        long now = nanos.getAsLong();
        objects.put(
                object,
                new Outcome(state, hash, times, now + Backoff.after(times).toNanos(), now, told));
    }

    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST - 1) + "…";
    }

    /** A pass is over; what it did not ask for is no matter any more. */
    void endPass(Set<String> asked) {
        earlier = Optional.empty();
        objects.keySet().retainAll(asked);
    }

    /** What keeps the cluster from being as wanted, in one sentence for all objects. */
    Optional<Obstacle> obstacle() {
        if (earlier.isPresent()) {
            return earlier;
        }
        List<Told> all = told();
        String more = all.size() > MOST ? "; and " + (all.size() - MOST) + " more objects" : "";
        return all.stream()
                .map(Told::kind)
                .min(Comparator.naturalOrder())
                .map(kind -> new Obstacle(
                        kind, all.stream().limit(MOST).map(Told::sentence).collect(Collectors.joining("; ")) + more));
    }

    /** Those that were not told before. */
    List<Obstacle> news() {
        List<Obstacle> news = new ArrayList<>();
        List<Told> all = told();
        for (Told told : all) {
            if (!isAnnounced(told.sentence())) {
                news.add(new Obstacle(told.kind(), told.sentence()));
            }
        }
        announced = all.stream().map(Told::sentence).collect(Collectors.toUnmodifiableSet());
        return news;
    }

    private boolean isAnnounced(String sentence) {
        return announced.stream().anyMatch(before -> before.contains(sentence));
    }

    private List<Told> told() {
        long now = nanos.getAsLong();
        return objects.values().stream()
                .filter(o -> o.state() != State.Mended || now - o.overAt() < 0)
                .flatMap(o -> o.told().stream())
                .filter(t -> now - t.from() >= 0)
                .toList();
    }

    /** When there is something to be written again, or to be told otherwise. */
    Optional<Duration> next() {
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
            case Mended ->
                outcome.told().isPresent() ? Stream.of(outcome.dueAt(), outcome.overAt()) : Stream.of(outcome.dueAt());
            case Overruled -> Stream.empty();
        };
    }
}
