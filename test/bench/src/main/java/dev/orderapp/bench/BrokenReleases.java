package dev.orderapp.bench;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Locale;

/**
 * Releases that can't work, each in one of the ways in which releases fail for good: a spec that can't be read, an object that is
 * somebody else's, a write that the API server refuses, Pods that find no node, a migration that finds none. They are there
 * beside those that are measured.
 */
final class BrokenReleases {
    /** Namespaces of broken releases begin with it, and no other does. */
    static final String NAMESPACE = "broken";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private enum Fault {
        UNREADABLE("", "podTemplate: {spec: {volumes: [{name: cache, emptyDir: {sizeLimit: 1GB}}]}}"),
        FOREIGN_SERVICE("", ""),
        REFUSED_INGRESS("", ""),
        NO_NODE("", "podTemplate: {spec: {nodeSelector: {disk: none}}}"),
        NO_MIGRATION("migration: {args: [migrate]}", "podTemplate: {spec: {nodeSelector: {disk: none}}}");

        private final String spec;
        private final String backend;

        Fault(String spec, String backend) {
            this.spec = spec;
            this.backend = backend;
        }

        String namespace() {
            return NAMESPACE + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String RELEASE = """
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {name: "%1$s", namespace: "%2$s"}
            spec:
              %3$s
              backend:
                image: "acme/order-backend:1"
                %4$s
              frontend: {image: "acme/order-frontend:1"}
              ingress: {className: nginx, hosts: ["%1$s.broken.test"]}
              analysis: {interval: 2s}
            """;

    private final KubernetesClient client;

    BrokenReleases(KubernetesClient client) {
        this.client = client;
    }

    /** Makes so many, as many of each kind as of the others. */
    void create(int count) {
        if (count == 0) {
            return;
        }
        int kinds = Fault.values().length;
        for (Fault fault : Fault.values()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(fault.namespace())
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
        refuseIngresses();
        CustomResourceDefinition strict = definition();
        takeAnything(strict);
        for (int number = 0; number < count; number++) {
            Fault fault = Fault.values()[number % kinds];
            String name = "broken-" + number;
            if (fault == Fault.FOREIGN_SERVICE) {
                occupy(fault.namespace(), name);
            }
            client.resource(Serialization.unmarshal(
                            RELEASE.formatted(name, fault.namespace(), fault.spec, fault.backend),
                            GenericKubernetesResource.class))
                    .create();
        }
        replace(strict);
        Polling.until(PATIENCE, "the definition as it was", () -> !takesUnreadable());
    }

    /** Deletes all of them. Their namespaces stay. */
    void delete() {
        for (Fault fault : Fault.values()) {
            client.genericKubernetesResources("orderapp.dev/v1", "OrderAppRelease")
                    .inNamespace(fault.namespace())
                    .delete();
        }
    }

    private void refuseIngresses() {
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("no-ingress")
                        .withNamespace(Fault.REFUSED_INGRESS.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/ingresses.networking.k8s.io", new Quantity("0"))
                        .endSpec()
                        .build())
                .serverSideApply();
    }

    private void occupy(String namespace, String release) {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(Names.service(release, ComponentName.backend, Role.stable))
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "somebody-elses")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .serverSideApply();
    }

    private CustomResourceDefinition definition() {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(OrderAppRelease.getCRDName(OrderAppRelease.class))
                .get();
    }

    /** As a definition of another version may: the API server then stores what this one refuses. */
    private void takeAnything(CustomResourceDefinition strict) {
        CustomResourceDefinition loose = Serialization.clone(strict);
        JSONSchemaProps schema =
                loose.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        JSONSchemaProps spec = new JSONSchemaProps();
        spec.setType("object");
        spec.setXKubernetesPreserveUnknownFields(true);
        schema.getProperties().put("spec", spec);
        schema.setXKubernetesValidations(null);
        replace(loose);
        Polling.until(PATIENCE, "a definition that takes anything", this::takesUnreadable);
    }

    private void replace(CustomResourceDefinition definition) {
        definition.getMetadata().setResourceVersion(null);
        client.resource(definition).update();
    }

    private boolean takesUnreadable() {
        Fault fault = Fault.UNREADABLE;
        try {
            client.resource(Serialization.unmarshal(
                            RELEASE.formatted("any", fault.namespace(), fault.spec, fault.backend),
                            GenericKubernetesResource.class))
                    .dryRun()
                    .create();
            return true;
        } catch (KubernetesClientException refused) {
            return false;
        }
    }
}
