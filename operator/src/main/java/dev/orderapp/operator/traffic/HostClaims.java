package dev.orderapp.operator.traffic;

import dev.orderapp.operator.naming.QualifiedName;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.ComponentName;
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
 * visitors to the canaries of both, across namespaces; Traefik chooses either. So the younger release starts no canary. The older
 * is not held: any user who may write a release could stop all others by it.
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
     * What releases are to be indexed by to find those that share a host with another: IngressClass and host, each.
     *
     * @param release as a user wrote it, checked by nothing
     */
    public static List<String> keys(OrderAppRelease release) {
        if (release.getSpec() == null) {
            return List.of();
        }
        IngressSettings settings = settings(release);
        return hosts(settings).stream()
                .map(host -> key(settings.ingress().className(), host))
                .distinct()
                .toList();
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
        IngressSettings own = settings(release);
        TreeMap<Obstacle.Kind, Obstacle> found = new TreeMap<>();
        for (String host : hosts(own)) {
            byKey.apply(key(own.ingress().className(), host)).stream()
                    .filter(other -> !ResourceID.fromResource(other).equals(ResourceID.fromResource(release)))
                    .filter(other ->
                            other.getSpec() != null && other.getMetadata().getDeletionTimestamp() == null)
                    .sorted(BY_AGE)
                    .flatMap(other -> new Pair(release, other, host).obstacles())
                    .forEach(obstacle -> found.putIfAbsent(obstacle.kind(), obstacle));
        }
        return List.copyOf(found.values());
    }

    /** Two releases that share a host; {@code ""} is any. */
    private record Pair(OrderAppRelease own, OrderAppRelease other, String host) {
        Stream<Obstacle> obstacles() {
            Set<String> paths = Set.copyOf(settings(own).paths().values());
            Optional<String> same = settings(other).paths().values().stream()
                    .filter(paths::contains)
                    .min(Comparator.naturalOrder());
            return same.isPresent()
                    ? same.filter(path -> BY_AGE.compare(other, own) < 0).map(this::hostClaimed).stream()
                    : paths.stream()
                            .sorted()
                            .flatMap(path -> settings(other).paths().values().stream()
                                    .filter(theirs -> overlap(path, theirs))
                                    .map(theirs -> pathConflict(path, theirs)))
                            .limit(1);
        }

        private Obstacle hostClaimed(String path) {
            return new Obstacle(
                    Obstacle.Kind.HostClaimed,
                    "path " + path + " of " + place() + " belongs to the older release " + QualifiedName.of(other)
                            + ": no canary starts here, because the ingress controller would lead visitors of the one to the other;"
                            + " change spec.ingress.hosts or the path in one of them");
        }

        private Obstacle pathConflict(String path, String theirs) {
            return new Obstacle(
                    Obstacle.Kind.PathConflict,
                    "path " + path + " and path " + theirs + " of release " + QualifiedName.of(other)
                            + " begin alike on " + place()
                            + ": while one of the two has a canary, Traefik leads visitors of the longer path to the shorter;"
                            + " change spec.ingress.hosts in one of them, unless the controller is ingress-nginx");
        }

        private String place() {
            return (host.isEmpty() ? "any host" : "host " + host) + " in IngressClass "
                    + settings(own).ingress().className();
        }
    }

    /** By letters and whatever their case, as the paths of a host are expressions as soon as one is. */
    private static boolean overlap(String path, String other) {
        String a = path.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        return a.startsWith(b) || b.startsWith(a);
    }

    private static IngressSettings settings(OrderAppRelease release) {
        return IngressSettings.of(
                release.getSpec(),
                release.getSpec().frontend() == null
                        ? EnumSet.of(ComponentName.backend)
                        : EnumSet.allOf(ComponentName.class));
    }

    private static List<String> hosts(IngressSettings settings) {
        return settings.ingress().hosts().isEmpty()
                ? List.of("")
                : settings.ingress().hosts();
    }

    private static String key(String className, String host) {
        return className + "/" + host;
    }
}
