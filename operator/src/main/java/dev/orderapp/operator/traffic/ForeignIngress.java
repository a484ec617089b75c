package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An Ingress that belongs to no release, and has a path on a host of one. Such paths may lose visitors to the release, or take some
 * of its own. It is named, and holds nothing: whoever may write an Ingress could stop all releases by it.
 */
public final class ForeignIngress {
    /** Name of the index of these Ingresses by {@link #keys}. */
    public static final String INDEX = "host";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** By it certificate authorities prove a host, for a minute each. They have no cookie and so meet no canary. */
    private static final String CHALLENGE = "/.well-known/acme-challenge/";

    private final String name;
    private final IngressSpec spec;

    private ForeignIngress(Ingress ingress) {
        name = QualifiedName.of(ingress);
        spec = Optional.ofNullable(ingress.getSpec()).orElseGet(IngressSpec::new);
    }

    private static ForeignIngress of(GenericKubernetesResource ingress) {
        return new ForeignIngress(SERIALIZATION.convertValue(ingress, Ingress.class));
    }

    /** What Ingresses are to be indexed by to find those that share a host with a release: the same as {@link HostClaims#keys}. */
    public static List<String> keys(GenericKubernetesResource ingress) {
        ForeignIngress foreign = of(ingress);
        return foreign.rules()
                .map(rule -> HostClaims.key(HostClaims.ingressClass(foreign.spec.getIngressClassName()), host(rule)))
                .distinct()
                .toList();
    }

    /**
     * What is between a release and such Ingresses, the worst alone.
     *
     * @param byKey the Ingresses that have one of the {@link #keys}
     */
    public static Optional<Obstacle> obstacle(
            OrderAppRelease release, Function<String, List<GenericKubernetesResource>> byKey) {
        // What leads visitors by a Gateway shares no host with Ingresses.
        if (release.getSpec() == null || !(HostClaims.settings(release) instanceof IngressSettings own)) {
            return Optional.empty();
        }
        String place = HostClaims.ingressClass(own.ingress().className());
        return HostClaims.orAny(own.ingress().hosts())
                .flatMap(host -> byKey.apply(HostClaims.key(place, host)).stream()
                        .map(ForeignIngress::of)
                        .flatMap(foreign -> foreign.paths(host).flatMap(path -> own.paths().keySet().stream()
                                .map(component -> new Overlap(own, component, foreign.name, host, path)))))
                .filter(Overlap::exists)
                .min(Comparator.comparing(Overlap::harm)
                        .thenComparing(Overlap::ingress)
                        .thenComparing(Overlap::path))
                .map(overlap -> new Obstacle(Obstacle.Kind.PathConflict, overlap.sentence()));
    }

    private Stream<IngressRule> rules() {
        return Stream.ofNullable(spec.getRules()).flatMap(List::stream);
    }

    private static String host(IngressRule rule) {
        return Optional.ofNullable(rule.getHost()).orElse("");
    }

    private Stream<String> paths(String host) {
        return rules().filter(rule -> host(rule).equals(host) && rule.getHttp() != null)
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(HTTPIngressPath::getPath)
                .map(path -> path == null || path.isEmpty() ? "/" : path)
                .filter(path -> !path.startsWith(CHALLENGE));
    }

    /** Worst first. */
    private enum Harm {
        SAME_PATH,
        NO_VISITORS,
        NO_VISITORS_ON_TRAEFIK
    }

    /** A path of an Ingress that is the release's path of a component, or inside it. */
    private record Overlap(IngressSettings own, ComponentName component, String ingress, String host, String path) {
        boolean exists() {
            return isSame() || isInside();
        }

        private boolean isSame() {
            return lower(path).equals(lower(ownPath()));
        }

        private boolean isInside() {
            return ownPath().equals("/") || lower(path).startsWith(lower(ownPath()) + "/");
        }

        /** ingress-nginx tries the longest expression of a host first. */
        Harm harm() {
            Paths rules = own.rules();
            return isSame()
                    ? Harm.SAME_PATH
                    : rules.areExpressions()
                                    && path.length() <= rules.text(component).length()
                            ? Harm.NO_VISITORS
                            : Harm.NO_VISITORS_ON_TRAEFIK;
        }

        String sentence() {
            String theirs = "path " + path + " of Ingress " + ingress + ", which belongs to no release, ";
            String place = host.isEmpty() ? "any host" : "host " + host;
            return switch (harm()) {
                case SAME_PATH ->
                    theirs + "is this release's path on " + place
                            + " as well: the ingress controller leads visitors to either; delete one of them, or change"
                            + " its host or path";
                case NO_VISITORS ->
                    theirs + "gets no visitors on " + place + ": path " + ownPath()
                            + " of this release is a regular expression, and longer; give one of them another host";
                case NO_VISITORS_ON_TRAEFIK ->
                    theirs + "is inside path " + ownPath() + " on " + place
                            + ": while there is a canary, Traefik leads visitors of it to this release; give one of them"
                            + " another host, unless the controller is ingress-nginx";
            };
        }

        private String ownPath() {
            return own.paths().get(component);
        }

        private static String lower(String path) {
            return path.toLowerCase(Locale.ROOT);
        }
    }
}
