package dev.orderapp.operator.resources;

import dev.orderapp.operator.traffic.GatewayApi;
import dev.orderapp.operator.traffic.TrafficObjects;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Releases as users write them, completed as by the API server: a small valid one, and parts to add to it. */
public final class ReleaseFixtures {
    private ReleaseFixtures() {}

    /** The release {@code shop} in namespace {@code default} with this spec, in YAML. */
    public static OrderAppRelease shop(String spec) {
        return Serialization.unmarshal(
                "apiVersion: orderapp.dev/v1\nkind: OrderAppRelease\nmetadata: {name: shop, namespace: default, uid: u-1}\n"
                        + "spec:\n" + spec.indent(2),
                OrderAppRelease.class);
    }

    /** API and page, nothing else. */
    public static OrderAppRelease shop() {
        return shop("""
                backend: {image: "acme/order-backend:1.0.0", replicas: 2}
                frontend: {image: "acme/order-frontend:1.0.0", replicas: 2}
                """);
    }

    /** The API alone, with further fields in YAML. */
    static OrderAppRelease backend(String fields) {
        return shop("backend:\n  image: acme/order-backend:1.0.0\n" + fields.indent(2));
    }

    /** The input of a release that names no ConfigMap, or only these. */
    static RevisionInput input(OrderAppRelease release, ConfigMap... configMaps) {
        Map<String, ConfigMap> found = new HashMap<>();
        for (ConfigMap configMap : configMaps) {
            found.put(configMap.getMetadata().getName(), configMap);
        }
        return RevisionInput.of(release.getSpec(), found).input().orElseThrow();
    }

    static RevisionSnapshot snapshot(OrderAppRelease release, ConfigMap... configMaps) {
        return RevisionSnapshot.render(release, input(release, configMaps));
    }

    static ConfigMap configMap(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData(key, value)
                .build();
    }

    /** A cluster without a Gateway API, of whose objects these lead visitors. */
    public static TrafficObjects traffic(Ingress... ingresses) {
        return new TrafficObjects("shop", List.of(ingresses), List.of(), List.of(), GatewayApi.OFF);
    }

    public static Ingress stableIngress(DesiredResources desired) {
        return ingresses(desired, Role.stable).get(0);
    }

    public static List<Ingress> canaryIngresses(DesiredResources desired) {
        return ingresses(desired, Role.canary);
    }

    private static List<Ingress> ingresses(DesiredResources desired, Role role) {
        return desired.entrance().stream()
                .map(Ingress.class::cast)
                .filter(i -> role.name().equals(i.getMetadata().getLabels().get(Labels.ROLE)))
                .toList();
    }
}
