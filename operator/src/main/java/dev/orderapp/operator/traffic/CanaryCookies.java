package dev.orderapp.operator.traffic;

import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.PreviewSpec;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which cookies lead to a canary: those of its visitors' buckets, and that of testers. */
final class CanaryCookies {
    private CanaryCookies() {}

    /**
     * A regular expression that matches one such cookie, from its name to its value's end.
     *
     * @param preview the testers' cookie; null: there are none
     * @return empty where nobody is known by a cookie: at weight 0 without testers
     */
    static Optional<String> pattern(Route route, PreviewSpec preview) {
        Optional<String> visitors = Optional.of(route)
                .filter(r -> r.weight() > 0)
                .map(r -> Buckets.COOKIE + "=("
                        + Buckets.of(r.revision(), r.weight()).pattern() + ")");
        Optional<String> testers = Optional.ofNullable(preview).map(CanaryCookies::testers);
        return visitors.isPresent() && testers.isPresent()
                ? Optional.of(
                        Stream.concat(visitors.stream(), testers.stream()).collect(Collectors.joining("|", "(", ")")))
                : visitors.or(() -> testers);
    }

    /** How much longer such an expression is for testers. */
    static int longerFor(PreviewSpec preview) {
        return Optional.ofNullable(preview)
                .map(p -> testers(p).length() + "(|)".length())
                .orElse(0);
    }

    private static String testers(PreviewSpec preview) {
        return preview.cookie() + "=" + preview.value();
    }
}
