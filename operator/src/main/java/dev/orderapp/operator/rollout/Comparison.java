package dev.orderapp.operator.rollout;

import java.util.Optional;

/**
 * The revisions whose counters are read.
 *
 * @param canary revision that is judged: the canary, or after a promotion the new stable one
 * @param stable revision that it is compared with: the stable one, or after a promotion the one kept warm; empty when only the
 *     ceilings are asked for
 */
public record Comparison(String canary, Optional<String> stable) {
    static Optional<Comparison> of(Optional<Attempt> canary, Optional<Attempt> stable) {
        return canary.flatMap(c -> stable.map(s -> new Comparison(c.id(), Optional.of(s.id()))));
    }

    static Optional<Comparison> alone(Optional<Attempt> attempt) {
        return attempt.map(a -> new Comparison(a.id(), Optional.empty()));
    }
}
