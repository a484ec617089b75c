package dev.orderapp.operator.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** On the real Traefik: every pair of paths leads to the right component and version, and the model of it is right, too. */
@ExtendWith(ApiServer.class)
class TraefikTest {
    private static final String NAMESPACE = "traefik-test";

    private record Shop(PathPair pair, OrderAppRelease release, List<Ingress> ingresses) {
        String host() {
            return release.getSpec().ingress().hosts().get(0);
        }
    }

    @Test
    void everyPairOfPathsLeadsToTheRightComponentAndVersion(
            KubernetesClient client, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        try (Traefik traefik = Traefik.ingressNginx(client, folder)) {
            List<Shop> shops = PathPair.ofEach(
                    NAMESPACE,
                    (pair, release, weight, released) ->
                            new Shop(pair, release, PathPair.ingresses(release, weight, released)));
            shops.forEach(shop -> create(client, traefik, shop));
            for (Shop shop : shops) {
                traefik.awaitHost(shop.host(), shop.pair.page());
                visit(traefik, shop);
            }
        }
    }

    private static void create(KubernetesClient client, Traefik traefik, Shop shop) {
        for (ComponentName component : ComponentName.values()) {
            for (Role role : List.of(Role.stable, Role.canary)) {
                traefik.service(
                        NAMESPACE, Names.service(shop.release.getMetadata().getName(), component, role));
            }
        }
        // The canaries first, so that the host is not known before it is whole.
        Stream.concat(shop.ingresses.stream().skip(1), shop.ingresses.stream().limit(1))
                .peek(ingress -> ingress.getSpec().setIngressClassName(Traefik.CLASS))
                .<HasMetadata>map(ingress -> ingress)
                .forEach(ingress -> client.resource(ingress).create());
    }

    private static void visit(Traefik traefik, Shop shop) throws IOException {
        IngressControllerModel.Rules model = new TraefikModel().read(shop.ingresses);
        try (Connection connection = traefik.connect()) {
            for (String path : shop.pair.requests()) {
                for (VisitorRequest visitor : PathPair.visitors()) {
                    String answering = connection.get(shop.host(), path, visitor.headers());
                    String story = shop.pair + ", " + shop.host() + path + " by " + visitor;
                    List<String> expected = shop.pair.isSpeltOtherwise(path)
                            ? model.services(path, visitor)
                            : shop.pair.services(shop.release, shop.ingresses, path, visitor);
                    assertEquals(expected.contains(answering) ? answering : expected.toString(), answering, story);
                }
            }
        }
    }
}
