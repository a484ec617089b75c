package dev.orderapp.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Leads a request to a Pod, as ingress-nginx and Traefik do by an Ingress, the canary annotations beside it, and the ready endpoints of the
 * Service: header, then cookie, then weight (<a
 * href="https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary">ingress-nginx: canary</a>).
 * Of paths the longest that matches counts, whose host is not looked at: there is one shop. Weights and endpoints are dealt in turn, not
 * by chance. For one thread.
 */
final class Router {
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";
    private static final String SERVICE = "kubernetes.io/service-name";

    private final View view;
    private final Map<String, Integer> shares = new HashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();

    /** What it goes by, each time anew. */
    interface View {
        List<Ingress> ingresses();

        List<EndpointSlice> slices();

        /** A Pod of that name; null if there is none. */
        Pod pod(String name);
    }

    /**
     * A request, as far as routes look at it.
     *
     * @param cookies by name
     * @param headers by name, without that of the cookies
     */
    record Request(String path, Map<String, String> cookies, Map<String, String> headers) {
        private Optional<String> header(String name) {
            if (!"Cookie".equalsIgnoreCase(name)) {
                return Optional.ofNullable(headers.get(name));
            }
            return cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .reduce((one, other) -> one + "; " + other);
        }
    }

    Router(View view) {
        this.view = view;
    }

    /** The Pod that answers; empty if no route leads to one. */
    Optional<Pod> route(Request request) {
        List<Ingress> all = view.ingresses();
        return all.stream()
                .filter(ingress -> !isCanary(ingress))
                .flatMap(ingress -> paths(ingress).stream())
                .filter(path -> matches(path, request.path()))
                .max(Comparator.comparingInt(path -> path.getPath().length()))
                .map(stable -> canary(all, stable, request).orElse(stable))
                .flatMap(this::endpoint);
    }

    private Optional<HTTPIngressPath> canary(List<Ingress> all, HTTPIngressPath stable, Request request) {
        return all.stream()
                .filter(Router::isCanary)
                .flatMap(ingress -> paths(ingress).stream()
                        .filter(path -> path.getPath().equals(stable.getPath()))
                        .filter(path -> takes(ingress, request)))
                .findFirst();
    }

    private boolean takes(Ingress canary, Request request) {
        Optional<String> header = annotation(canary, "canary-by-header").flatMap(request::header);
        if (header.filter(value -> isWanted(canary, value)).isPresent()) {
            return true;
        }
        Optional<String> cookie = annotation(canary, "canary-by-cookie")
                .map(request.cookies()::get)
                .filter(value -> value.equals("always") || value.equals("never"));
        return cookie.map("always"::equals).orElseGet(() -> isItsTurn(canary));
    }

    private static boolean isWanted(Ingress canary, String header) {
        return annotation(canary, "canary-by-header-value").map(header::equals).orElseGet(() -> annotation(
                        canary, "canary-by-header-pattern")
                .map(pattern -> Pattern.compile(pattern).matcher(header).find())
                .orElse("always".equals(header)));
    }

    /** Of a hundred requests in a row as many as its weight says. */
    private boolean isItsTurn(Ingress canary) {
        int weight = annotation(canary, "canary-weight").map(Integer::parseInt).orElse(0);
        int share = shares.merge(canary.getMetadata().getName(), weight, Integer::sum);
        if (share < 100) {
            return false;
        }
        shares.put(canary.getMetadata().getName(), share - 100);
        return true;
    }

    private Optional<Pod> endpoint(HTTPIngressPath path) {
        String service = path.getBackend().getService().getName();
        List<Pod> ready = view.slices().stream()
                .filter(slice -> service.equals(slice.getMetadata().getLabels().get(SERVICE)))
                .map(EndpointSlice::getEndpoints)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .map(Endpoint::getTargetRef)
                .map(target -> view.pod(target.getName()))
                .filter(Objects::nonNull)
                .toList();
        int turn = turns.merge(service, 1, Integer::sum);
        return ready.isEmpty() ? Optional.empty() : Optional.of(ready.get(Math.floorMod(turn, ready.size())));
    }

    private static boolean isCanary(Ingress ingress) {
        return annotation(ingress, "canary").filter("true"::equals).isPresent();
    }

    private static List<HTTPIngressPath> paths(Ingress ingress) {
        return ingress.getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .toList();
    }

    /** Paths of the type Prefix are expressions, too, as far as this shop has any. */
    private static boolean matches(HTTPIngressPath path, String wanted) {
        return Pattern.compile(path.getPath()).matcher(wanted).lookingAt();
    }

    private static Optional<String> annotation(Ingress ingress, String name) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(PREFIX + name));
    }
}
