package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ingress-nginx 1.15.1: the locations of a server from the longest path to the shortest, all of them expressions that ignore case
 * once one Ingress of the host has {@code use-regex}; the location is chosen first, the canary's conditions come later.
 */
final class IngressNginxModel implements IngressControllerModel {
    private record Location(String path, boolean exact, Pattern expression, String service, Optional<Ingress> canary) {
        Location(String path, boolean exact, String service, Optional<Ingress> canary) {
            this(path, exact, Pattern.compile("^" + path, Pattern.CASE_INSENSITIVE), service, canary);
        }

        boolean matches(String request, boolean asExpressions) {
            if (asExpressions) {
                return expression.matcher(request).find();
            }
            return exact ? request.equals(path) : request.startsWith(path);
        }

        List<String> services(VisitorRequest visitor) {
            return IngressControllerModel.drawn(
                    canary.map(visitor::share).orElse(0),
                    service,
                    canary.map(c -> IngressNginxModel.service(IngressNginxModel.path(c)))
                            .orElse(""));
        }
    }

    @Override
    public Rules read(List<Ingress> ingresses) {
        List<Ingress> regular = ingresses.stream()
                .filter(i -> !IngressControllerModel.isTrue(i, "canary"))
                .toList();
        boolean asExpressions = regular.stream().anyMatch(i -> IngressControllerModel.isTrue(i, "use-regex"));
        List<Location> locations = new ArrayList<>();
        for (Ingress ingress : regular) {
            for (HTTPIngressPath rule :
                    ingress.getSpec().getRules().get(0).getHttp().getPaths()) {
                locations.addAll(locations(ingress, rule, canary(ingresses, rule)));
            }
        }
        // As nginx does it: expressions in their order, but plain text by the longest match, an exact one before all.
        locations.sort(Comparator.comparing((Location l) -> asExpressions || !l.exact)
                .thenComparing(l -> -l.path.length())
                .thenComparing(Comparator.comparing(Location::path).reversed()));
        return (path, visitor) -> locations.stream()
                .filter(l -> l.matches(path, asExpressions))
                .findFirst()
                .map(l -> l.services(visitor))
                .orElse(List.of(NONE));
    }

    private static List<Location> locations(Ingress ingress, HTTPIngressPath rule, Optional<Ingress> canary) {
        String path = rule.getPath();
        boolean isPrefix = rule.getPathType().equals("Prefix")
                && !path.equals("/")
                && !IngressControllerModel.isTrue(ingress, "use-regex");
        return isPrefix
                ? List.of(
                        new Location(path, true, service(rule), canary),
                        new Location(path + "/", false, service(rule), canary))
                : List.of(new Location(path, rule.getPathType().equals("Exact"), service(rule), canary));
    }

    private static Optional<Ingress> canary(List<Ingress> ingresses, HTTPIngressPath rule) {
        return ingresses.stream()
                .filter(i -> IngressControllerModel.isTrue(i, "canary"))
                .filter(i -> path(i).getPath().equals(rule.getPath())
                        && path(i).getPathType().equals(rule.getPathType()))
                .findFirst();
    }

    private static HTTPIngressPath path(Ingress ingress) {
        return ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0);
    }

    private static String service(HTTPIngressPath path) {
        return path.getBackend().getService().getName();
    }
}
