package dev.orderapp.operator.traffic;

import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.IngressSpec;
import dev.orderapp.v1.OrderAppRelease;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds releases that want the same visitors. ingress-nginx lets the older of two Ingresses have a host and path, but leads its
 * visitors to the canaries of both, across namespaces; Traefik chooses either; and a Gateway takes the older of two equal rules, but
 * those of a canary, which name a header, before both. So the younger release starts no canary. The older is not held: any user who
 * may write a release could stop all others by it.
 */
public final class HostClaims {
    /** Name of the index of the releases by {@link #keys}. */
    public static final String INDEX = "host";

    /** The older of two releases comes first, whichever of them is reconciled. */
    private static final Comparator<OrderAppRelease> BY_AGE = Comparator.comparing((OrderAppRelease r) ->
                    Optional.ofNullable(r.getMetadata().getCreationTimestamp()).orElse(""))
            .thenComparing(QualifiedName::of);

    private HostClaims() {}

    /**
     * What releases are to be indexed by to find those that share a host with another: IngressClass or Gateway, and host, each.
     *
     * @param release as a user wrote it, checked by nothing
     */
    public static List<String> keys(OrderAppRelease release) {
        if (release.getSpec() == null) {
            return List.of();
        }
        return claims(release).map(Claim::key).distinct().toList();
    }

    /**
     * What keeps a release from having its visitors for itself: at most one obstacle of each kind, for the oldest other release.
     *
     * @param byKey the releases that have one of the {@link #keys}
     */
    public static List<Obstacle> obstacles(OrderAppRelease release, Function<String, List<OrderAppRelease>> byKey) {
        if (release.getSpec() == null) {
            return List.of();
        }
        TreeMap<Obstacle.Kind, Obstacle> found = new TreeMap<>();
        claims(release).forEach(claim -> byKey.apply(claim.key()).stream()
                .filter(other -> !ResourceID.fromResource(other).equals(ResourceID.fromResource(release)))
                .filter(other -> other.getSpec() != null && other.getMetadata().getDeletionTimestamp() == null)
                .filter(other -> claims(other).anyMatch(claim::overlaps))
                .sorted(BY_AGE)
                .flatMap(other -> new Pair(release, other, claim).obstacles())
                .forEach(obstacle -> found.putIfAbsent(obstacle.kind(), obstacle)));
        return List.copyOf(found.values());
    }

    /**
     * One place by which a release wants visitors.
     *
     * @param field of the spec that says so
     * @param place IngressClass or Gateway, as sentences name it
     * @param listener of the Gateway; {@code ""} is any, and an IngressClass has none
     * @param host {@code ""} is any
     */
    private record Claim(String field, String place, String listener, String host) {
        String key() {
            return HostClaims.key(place, host);
        }

        boolean overlaps(Claim other) {
            return key().equals(other.key())
                    && (listener.isEmpty() || other.listener.isEmpty() || listener.equals(other.listener));
        }

        @Override
        public String toString() {
            return (host.isEmpty() ? "any host" : "host " + host) + " in " + place;
        }
    }

    private static Stream<Claim> claims(OrderAppRelease release) {
        EntranceSettings settings = settings(release);
        if (settings instanceof GatewaySettings gateway) {
            return gateway.gateway().parentRefs().stream().flatMap(parent -> orAny(gateway.hosts())
                    .map(host -> new Claim(
                            "spec.gateway",
                            gateway(parent.namespace(), release.getMetadata().getNamespace(), parent.name()),
                            Optional.ofNullable(parent.sectionName()).orElse(""),
                            host)));
        }
        IngressSpec ingress = ((IngressSettings) settings).ingress();
        return orAny(ingress.hosts())
                .map(host -> new Claim("spec.ingress", ingressClass(ingress.className()), "", host));
    }

    /** How an IngressClass is named as a place. */
    static String ingressClass(String name) {
        return "IngressClass " + name;
    }

    /**
     * How a Gateway is named as a place.
     *
     * @param namespace of the reference, or null
     * @param own namespace of who refers to it
     */
    static String gateway(String namespace, String own, String name) {
        return "Gateway " + Optional.ofNullable(namespace).orElse(own) + "/" + name;
    }

    static String key(String place, String host) {
        return place + "/" + host;
    }

    /** {@code ""} is any. */
    static Stream<String> orAny(List<String> hosts) {
        return hosts.isEmpty() ? Stream.of("") : hosts.stream();
    }

    /** Two releases that share a host. */
    private record Pair(OrderAppRelease own, OrderAppRelease other, Claim claim) {
        Stream<Obstacle> obstacles() {
            Set<String> paths = Set.copyOf(settings(own).paths().values());
            Optional<String> same = settings(other).paths().values().stream()
                    .filter(paths::contains)
                    .min(Comparator.naturalOrder());
            return same.isPresent()
                    ? same.filter(path -> BY_AGE.compare(other, own) < 0).map(this::hostClaimed).stream()
                    // A Gateway takes the longest path first, whatever else its rules say.
                    : paths.stream()
                            .filter(path -> !isByGateway())
                            .sorted()
                            .flatMap(path -> settings(other).paths().values().stream()
                                    .filter(theirs -> overlap(path, theirs))
                                    .map(theirs -> pathConflict(path, theirs)))
                            .limit(1);
        }

        private Obstacle hostClaimed(String path) {
            return new Obstacle(
                    Obstacle.Kind.HostClaimed,
                    "path " + path + " of " + claim + " belongs to the older release " + QualifiedName.of(other)
                            + ": no canary starts here, because the "
                            + (isByGateway() ? "Gateway" : "ingress controller")
                            + " would lead visitors of the one to the other;"
                            + " change " + claim.field() + ".hosts or the path in one of them");
        }

        private Obstacle pathConflict(String path, String theirs) {
            return new Obstacle(
                    Obstacle.Kind.PathConflict,
                    "path " + path + " and path " + theirs + " of release " + QualifiedName.of(other)
                            + " begin alike on " + claim
                            + ": while one of the two has a canary, Traefik leads visitors of the longer path to the shorter;"
                            + " change spec.ingress.hosts in one of them, unless the controller is ingress-nginx");
        }

        private boolean isByGateway() {
            return settings(own) instanceof GatewaySettings;
        }
    }

    /** By letters and whatever their case, as the paths of a host are expressions as soon as one is. */
    private static boolean overlap(String path, String other) {
        String a = path.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        return a.startsWith(b) || b.startsWith(a);
    }

    static EntranceSettings settings(OrderAppRelease release) {
        return EntranceSettings.of(
                release.getSpec(),
                release.getSpec().frontend() == null
                        ? EnumSet.of(ComponentName.backend)
                        : EnumSet.allOf(ComponentName.class));
    }
}
