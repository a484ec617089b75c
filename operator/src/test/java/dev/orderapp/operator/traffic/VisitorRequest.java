package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request, and where the controllers lead it: header, then cookie, then weight, as read in ingress-nginx 1.15.1 and Traefik
 * 3.7.
 */
record VisitorRequest(Map<String, String> headers) {
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";

    static VisitorRequest stranger() {
        return new VisitorRequest(Map.of());
    }

    VisitorRequest with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new VisitorRequest(all);
    }

    static VisitorRequest withCookies(String cookies) {
        return stranger().with("Cookie", cookies);
    }

    /** Per cent of such requests that reach the canary. */
    int share(Ingress canary) {
        return byHeader(canary)
                .or(() -> byCookie(canary))
                .orElseGet(() ->
                        Integer.valueOf(annotation(canary, "canary-weight").orElse("0")));
    }

    /** Whether a header or cookie leads to the canary; empty if the weight decides. */
    Optional<Boolean> told(Ingress canary) {
        return byHeader(canary).or(() -> byCookie(canary)).map(share -> share == 100);
    }

    boolean hasCookie(String name, String value) {
        return cookie(name).filter(value::equals).isPresent();
    }

    private Optional<Integer> byHeader(Ingress canary) {
        Optional<String> sent = annotation(canary, "canary-by-header").map(headers::get);
        Optional<String> value = annotation(canary, "canary-by-header-value");
        Optional<Pattern> pattern =
                annotation(canary, "canary-by-header-pattern").map(Pattern::compile);
        boolean matches = sent.filter(s -> value.filter(s::equals).isPresent()
                        || pattern.filter(p -> p.matcher(s).find()).isPresent())
                .isPresent();
        return matches ? Optional.of(100) : Optional.empty();
    }

    private Optional<Integer> byCookie(Ingress canary) {
        return annotation(canary, "canary-by-cookie").flatMap(this::cookie).flatMap(value -> switch (value) {
            case "always" -> Optional.of(100);
            case "never" -> Optional.of(0);
            default -> Optional.empty();
        });
    }

    private Optional<String> cookie(String name) {
        for (String cookie : headers.getOrDefault("Cookie", "").split(";\\s*")) {
            if (cookie.startsWith(name + "=")) {
                return Optional.of(cookie.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> annotation(Ingress ingress, String name) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations().get(PREFIX + name));
    }
}
