package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;

import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The definition as an earlier or a later one may be: it knows the fields and their types, and refuses no value of them. */
final class LooseDefinition implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final CustomResourceDefinition strict;

    private LooseDefinition(KubernetesClient client, CustomResourceDefinition strict) {
        this.client = client;
        this.strict = strict;
    }

    /** Has the API server take any value, until it is closed. */
    static LooseDefinition install(KubernetesClient client) {
        String name = OrderAppRelease.getCRDName(OrderAppRelease.class);
        CustomResourceDefinition strict = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .get();
        LooseDefinition definition = new LooseDefinition(client, strict);
        definition.replace(LooseDefinition::of);
        await("the looser definition").atMost(PATIENCE).until(() -> definition.takes("paused: true"));
        return definition;
    }

    /** Another definition, which refuses nothing. */
    static CustomResourceDefinition of(CustomResourceDefinition strict) {
        CustomResourceDefinition loose = Serialization.clone(strict);
        loosen(loose.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema());
        return loose;
    }

    private void replace(UnaryOperator<CustomResourceDefinition> change) {
        CustomResourceDefinition next = change.apply(Serialization.clone(strict));
        next.getMetadata().setResourceVersion(null);
        client.resource(next).update();
    }

    /** Whether the API server takes a spec that lacks what every spec must have. */
    private boolean takes(String spec) {
        try {
            client.resource(Serialization.unmarshal("""
                            apiVersion: orderapp.dev/v1
                            kind: OrderAppRelease
                            metadata: {name: any, namespace: default}
                            spec: {%s}
                            """.formatted(spec), GenericKubernetesResource.class))
                    .dryRun()
                    .create();
            return true;
        } catch (KubernetesClientException refused) {
            return false;
        }
    }

    private static void loosen(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(List.of());
        schema.setEnum(null);
        schema.setMinimum(null);
        schema.setMaximum(null);
        schema.setPattern(null);
        schema.setMaxLength(null);
        Stream.concat(
                        schema.getProperties().values().stream(),
                        Stream.of(
                                schema.getItems() == null
                                        ? null
                                        : schema.getItems().getSchema(),
                                schema.getAdditionalProperties() == null
                                        ? null
                                        : schema.getAdditionalProperties().getSchema()))
                .filter(any -> any != null)
                .forEach(LooseDefinition::loosen);
    }

    @Override
    public void close() {
        replace(UnaryOperator.identity());
        await("the definition as it was").atMost(PATIENCE).until(() -> !takes("paused: true"));
    }
}
