package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Traefik 3.7: a route for each path, and for each with a canary one more for those whom its header or cookie leads there and
 * one for those whom the cookie keeps; all are tried from the longest text of their rule to the shortest.
 */
final class TraefikModel implements IngressControllerModel {
    private record Route(String rule, BiPredicate<String, VisitorRequest> matches, List<String> services) {}

    @Override
    public Rules read(List<Ingress> ingresses) {
        List<Route> routes = new ArrayList<>();
        boolean asExpressions = ingresses.stream()
                .anyMatch(i ->
                        !IngressControllerModel.isTrue(i, "canary") && IngressControllerModel.isTrue(i, "use-regex"));
        for (Ingress ingress : ingresses) {
            if (!IngressControllerModel.isTrue(ingress, "canary")) {
                IngressRule rule = ingress.getSpec().getRules().get(0);
                rule.getHttp()
                        .getPaths()
                        .forEach(p -> routes.addAll(routes(rule.getHost(), p, asExpressions, canary(ingresses, p))));
            }
        }
        routes.sort(Comparator.comparingInt(r -> -r.rule.length()));
        return (path, visitor) -> first(routes, path, visitor);
    }

    private static List<String> first(List<Route> routes, String path, VisitorRequest visitor) {
        List<Route> matching =
                routes.stream().filter(r -> r.matches.test(path, visitor)).toList();
        if (matching.size() > 1
                && matching.get(0).rule.length() == matching.get(1).rule.length()) {
            throw new AssertionError("two rules of equal length match " + path + ", in any order: " + matching);
        }
        return matching.stream().findFirst().map(Route::services).orElse(List.of(NONE));
    }

    private static List<Route> routes(
            String host, HTTPIngressPath path, boolean asExpressions, Optional<Ingress> canary) {
        String rule = (host == null ? "" : "Host(" + quoted(host) + ") && ") + rule(path.getPath(), asExpressions);
        BiPredicate<String, VisitorRequest> matches = matches(path.getPath(), asExpressions);
        String stable = service(path);
        List<Route> routes = new ArrayList<>();
        routes.add(new Route(
                rule,
                matches,
                canary.map(c -> IngressControllerModel.drawn(
                                VisitorRequest.stranger().share(c), stable, service(path(c))))
                        .orElse(List.of(stable))));
        canary.flatMap(TraefikModel::conditions)
                .ifPresent(conditions -> routes.add(new Route(
                        "(" + rule + ") && (" + conditions + ")",
                        matches.and((r, v) -> v.told(canary.get()).equals(Optional.of(true))),
                        List.of(service(path(canary.get()))))));
        canary.flatMap(c -> IngressControllerModel.annotation(c, "canary-by-cookie"))
                .ifPresent(cookie -> routes.add(new Route(
                        "(" + rule + ") && (" + cookieRule(cookie, "never") + ")",
                        matches.and((r, v) -> v.hasCookie(cookie, "never")),
                        List.of(stable))));
        return routes;
    }

    private static Optional<Ingress> canary(List<Ingress> ingresses, HTTPIngressPath path) {
        return ingresses.stream()
                .filter(i -> IngressControllerModel.isTrue(i, "canary"))
                .filter(i -> path(i).getPath().equals(path.getPath()))
                .findFirst();
    }

    private static HTTPIngressPath path(Ingress ingress) {
        return ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0);
    }

    private static String rule(String path, boolean asExpression) {
        if (asExpression) {
            return "PathRegexp(" + quoted("(?i)^" + path) + ")";
        }
        return path.equals("/")
                ? "PathPrefix(\"/\")"
                : "(Path(" + quoted(path) + ") || PathPrefix(" + quoted(path + "/") + "))";
    }

    private static BiPredicate<String, VisitorRequest> matches(String path, boolean asExpression) {
        Pattern expression = Pattern.compile("(?i)^" + path);
        return asExpression
                ? (request, any) -> expression.matcher(request).find()
                : (request, any) -> path.equals("/") || request.equals(path) || request.startsWith(path + "/");
    }

    /** Of the route to the canary. */
    private static Optional<String> conditions(Ingress canary) {
        List<String> all = new ArrayList<>();
        IngressControllerModel.annotation(canary, "canary-by-header").ifPresent(header -> {
            IngressControllerModel.annotation(canary, "canary-by-header-value")
                    .ifPresent(value -> all.add("Header(" + quoted(header) + ", " + quoted(value) + ")"));
            IngressControllerModel.annotation(canary, "canary-by-header-pattern")
                    .ifPresent(value -> all.add("HeaderRegexp(" + quoted(header) + ", " + quoted(value) + ")"));
        });
        IngressControllerModel.annotation(canary, "canary-by-cookie").ifPresent(c -> all.add(cookieRule(c, "always")));
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" || ", all));
    }

    /** By how much a rule is longer for conditions. */
    private static int added(String conditions) {
        return "() && ()".length() + conditions.length();
    }

    /** By how much the page's canary rule is longer than its path's. */
    static int conditions(Buckets buckets) {
        return added("HeaderRegexp(\"Cookie\", "
                + quoted(NginxIngressRouter.COOKIES.formatted(Buckets.COOKIE + "=(" + buckets.pattern() + ")"))
                + ") || " + cookieRule("order_app_pin", "always"));
    }

    /** By how much the API's canary rule is longer than its path's. */
    static int conditions(String revision) {
        return added("Header(\"X-Order-App-Revision\", " + quoted(revision) + ") || "
                + cookieRule("order_app_pin", "always"));
    }

    private static String cookieRule(String name, String value) {
        return "HeaderRegexp(\"Cookie\", " + quoted("(^|;\\s*)" + name + "=" + value + "(;|$)") + ")";
    }

    /** As Go writes a string of visible ASCII characters. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String service(HTTPIngressPath path) {
        return path.getBackend().getService().getName();
    }
}
