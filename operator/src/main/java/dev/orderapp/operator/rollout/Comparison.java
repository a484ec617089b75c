package dev.orderapp.operator.rollout;

import java.util.Optional;

/**
 * Two revisions whose counters are compared.
 *
 * @param canary revision on trial: the canary, or after a promotion the new stable one
 * @param stable revision that it is compared with: the stable one, or after a promotion the one kept warm
 */
public record Comparison(String canary, String stable) {
    static Optional<Comparison> of(Optional<Trial> canary, Optional<Trial> stable) {
        return canary.flatMap(c -> stable.map(s -> new Comparison(c.id(), s.id())));
    }
}
