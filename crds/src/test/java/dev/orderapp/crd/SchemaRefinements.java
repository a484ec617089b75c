package dev.orderapp.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the generator gets wrong, or can't know, about the schema of the records and of the Kubernetes types in them.
 * The API server wants limits for all that a rule walks over, to estimate what the rule may cost; those on our own fields
 * are annotations, those on fields of Kubernetes types are here.
 */
final class SchemaRefinements {
    /**
     * Lists whose items are known by their name, as in a Pod: the API server refuses a name that is missing or doubled,
     * and server-side apply merges the items of several owners.
     */
    private static final Set<String> LISTS_BY_NAME = Set.of("containers", "env", "initContainers", "volumes");

    /** Lists whose items are known by their name and source: a metric may be read in several places. */
    private static final Set<String> LISTS_BY_NAME_AND_SOURCE = Set.of("metrics");

    private static final long LIST_SIZE = 200;
    private static final long NAME_LENGTH = 253;

    /** As long as Kubernetes takes the value of a label. */
    private static final long LABEL_LENGTH = 63;

    /** As long as the Gateway API takes the value of a header. */
    private static final long HEADER_LENGTH = 4096;

    /** Lists of texts or of whole objects, each of which counts once. */
    private static final Set<String> SETS = Set.of("days", "hosts", "parentRefs", "redirectToHttps");

    /** Maps of quantities: cpu, memory, ephemeral-storage and a few devices. */
    private static final Set<String> RESOURCES = Set.of("limits", "requests");

    private static final long RESOURCES_SIZE = 6;

    /** Amounts outside of such maps; a field of such a name may also be a mere text. */
    private static final Set<String> QUANTITIES = Set.of("sizeLimit", "divisor", "averageValue", "value", "tolerance");

    /**
     * A quantity in one of Kubernetes' notations. Rules in CEL would say more, but there is no budget for one on each container:
     * the API server takes a text that may be a number for as long as a request.
     */
    private static final String QUANTITY =
            "^[+]?([0-9]{1,32}([.][0-9]{0,32})?|[.][0-9]{1,32})([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?$";

    /** Kubernetes counts these in 64 bits, or the operator does. JSON has no such bounds: 2^63 would already be no number of either. */
    private static final Set<String> LONGS =
            Set.of("observedGeneration", "total", "bad", "terminationGracePeriodSeconds", "tolerationSeconds");

    /** Ports, which may be names, and numbers of Pods, which may be shares of them. */
    private static final Set<String> NUMBERS_OR_TEXTS = Set.of("port", "maxUnavailable");

    private static final double LARGEST_LONG = 9e18;

    /** Pods made from a template take nothing else of its metadata. */
    private static final Set<String> TEMPLATE_METADATA = Set.of("annotations", "labels");

    private SchemaRefinements() {}

    /** Refines the schema of a custom resource. */
    static void refine(JSONSchemaProps resource) {
        declareName(resource);
        refineGateway(resource.getProperties().get("spec").getProperties().get("gateway"));
        refineMetadata(resource.getProperties().get("spec").getProperties().get("commonMetadata"));
        refineWithin(resource.getProperties().get("spec"));
        bound("spec", resource.getProperties().get("spec"));
        bound("status", resource.getProperties().get("status"));
        boundQuantities(resource.getProperties().get("spec"));
    }

    /** All whole numbers get the bounds of those that read them; those that may be texts, too. */
    private static void bound(String name, JSONSchemaProps schema) {
        boolean either = Boolean.TRUE.equals(schema.getXKubernetesIntOrString()) && NUMBERS_OR_TEXTS.contains(name);
        if ("integer".equals(schema.getType()) || either) {
            boolean wide = LONGS.contains(name);
            schema.setMinimum(wide ? -LARGEST_LONG : Integer.MIN_VALUE);
            schema.setMaximum(wide ? LARGEST_LONG : Integer.MAX_VALUE);
        }
        schema.getProperties().forEach(SchemaRefinements::bound);
        if (schema.getItems() != null) {
            bound(name, schema.getItems().getSchema());
        }
    }

    /** The resources of the app's own container have rules, which say more. */
    private static void boundQuantities(JSONSchemaProps schema) {
        schema.getProperties().forEach((name, property) -> {
            boolean map = property.getAdditionalProperties() != null
                    && Boolean.TRUE.equals(
                            property.getAdditionalProperties().getSchema().getXKubernetesIntOrString());
            if (map && schema.getXKubernetesValidations().isEmpty()) {
                property.getAdditionalProperties().getSchema().setPattern(QUANTITY);
            } else if (QUANTITIES.contains(name) && Boolean.TRUE.equals(property.getXKubernetesIntOrString())) {
                property.setPattern(QUANTITY);
            }
            boundQuantities(property);
            if (property.getItems() != null) {
                boundQuantities(property.getItems().getSchema());
            }
        });
    }

    /** A rule can only point at a field that the schema declares. */
    private static void declareName(JSONSchemaProps resource) {
        JSONSchemaProps name = new JSONSchemaPropsBuilder().withType("string").build();
        resource.getProperties()
                .put(
                        "metadata",
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .addToProperties("name", name)
                                .build());
    }

    /** A rule can only refuse a field that the schema declares; and annotations can't bound the values of a map. */
    private static void refineGateway(JSONSchemaProps gateway) {
        gateway.getProperties()
                .put(
                        "sessionPersistence",
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withXKubernetesPreserveUnknownFields(true)
                                .withDescription("Refused.")
                                .build());
        for (String headers : List.of("requestHeaders", "responseHeaders")) {
            JSONSchemaProps set =
                    gateway.getProperties().get(headers).getProperties().get("set");
            set.getAdditionalProperties().getSchema().setMaxLength(HEADER_LENGTH);
        }
    }

    /** Nor here. */
    private static void refineMetadata(JSONSchemaProps metadata) {
        metadata.getProperties()
                .get("labels")
                .getAdditionalProperties()
                .getSchema()
                .setMaxLength(LABEL_LENGTH);
    }

    private static void refineWithin(JSONSchemaProps schema) {
        dropDoubledRules(schema);
        if (schema.getItems() != null) {
            refineWithin(schema.getItems().getSchema());
        }
        schema.getProperties().forEach((name, property) -> {
            refineWithin(property);
            if (LISTS_BY_NAME.contains(name) && property.getItems() != null) {
                keyBy(property, "name");
            } else if (LISTS_BY_NAME_AND_SOURCE.contains(name) && isKeyedBy("source", property)) {
                keyBy(property, "name", "source");
            } else if (SETS.contains(name)) {
                property.setXKubernetesListType("set");
                JSONSchemaProps item = property.getItems().getSchema();
                item.setXKubernetesMapType("object".equals(item.getType()) ? "atomic" : null);
            } else if (RESOURCES.contains(name)) {
                property.setMaxProperties(RESOURCES_SIZE);
            } else if (name.equals("podTemplate")) {
                trimPodTemplate(property);
            }
        });
    }

    /** A record hands an annotation to its field and to its accessor, and the generator reads both. */
    private static void dropDoubledRules(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    }

    /** A HorizontalPodAutoscaler has a list of this name, too, without such a key. */
    private static boolean isKeyedBy(String key, JSONSchemaProps list) {
        return list.getItems() != null
                && list.getItems().getSchema().getProperties().containsKey(key);
    }

    /** Keys other than the name need a default. */
    private static void keyBy(JSONSchemaProps list, String... keys) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(keys));
        if (list.getMaxItems() == null) {
            list.setMaxItems(LIST_SIZE);
        }
        JSONSchemaProps item = list.getItems().getSchema();
        item.setRequired(List.of("name"));
        JSONSchemaProps name = item.getProperties().get("name");
        if (name.getMaxLength() == null) {
            name.setMaxLength(NAME_LENGTH);
        }
    }

    private static void trimPodTemplate(JSONSchemaProps template) {
        template.getProperties().get("metadata").getProperties().keySet().retainAll(TEMPLATE_METADATA);
        template.getProperties().get("spec").getProperties().remove("ephemeralContainers");
    }
}
