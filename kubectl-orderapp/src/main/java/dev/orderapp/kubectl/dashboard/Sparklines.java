package dev.orderapp.kubectl.dashboard;

import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.kubectl.release.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The sparklines of a list of releases. Each is one request, so they are remembered: that of a release at rest until it moves, that of another for as
 * long as the operator takes to record a change. A list of a thousand is complete after some seconds, and asks for nothing more at rest.
 */
final class Sparklines {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int REQUESTS_AT_ONCE = 20;

    private final BiFunction<ReleaseView, Integer, RecordedAttempt> read;
    private final Map<String, Remembered> remembered = new HashMap<>();
    private int left;

    /** @param read of a release the attempt of this number */
    Sparklines(BiFunction<ReleaseView, Integer, RecordedAttempt> read) {
        this.read = read;
    }

    private record Remembered(String state, Instant at, Optional<Sparkline> line) {}

    /** A new look at the list begins: some may be read again. */
    void begin() {
        left = REQUESTS_AT_ONCE;
    }

    /** That of a release's newest attempt, as far as it is known yet. */
    Optional<Sparkline> of(ReleaseView view, Instant now) {
        Optional<Integer> attempt = view.newestAttempt();
        if (attempt.isEmpty()) {
            return Optional.empty();
        }
        String key = view.namespace() + "/" + view.name();
        String state =
                attempt.get() + "/" + view.status().map(s -> s.phaseSince()).orElse("");
        Remembered known = remembered.get(key);
        boolean settled = known != null
                && known.state().equals(state)
                && (isFinal(view, known.at())
                        || Duration.between(known.at(), now).compareTo(FRESH) < 0);
        if (!settled && left > 0) {
            left--;
            known = new Remembered(state, now, read.apply(view, attempt.get()).sparkline());
            remembered.put(key, known);
        }
        return known == null ? Optional.empty() : known.line();
    }

    /** A release at rest is not written about any more, once the operator has had the time for it. */
    private static boolean isFinal(ReleaseView view, Instant readAt) {
        return view.canary().isEmpty()
                && view.status()
                        .flatMap(s -> Timestamps.since(s.phaseSince(), readAt))
                        .filter(rest -> rest.compareTo(FRESH) > 0)
                        .isPresent();
    }
}
