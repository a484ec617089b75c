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

    /** Lists of texts, each of which counts once. */
    private static final Set<String> SETS = Set.of("hosts");

    /** Maps of quantities: cpu, memory, ephemeral-storage and a few devices. */
    private static final Set<String> RESOURCES = Set.of("limits", "requests");

    private static final long RESOURCES_SIZE = 6;

    /** Pods made from a template take nothing else of its metadata. */
    private static final Set<String> TEMPLATE_METADATA = Set.of("annotations", "labels");

    private SchemaRefinements() {}

    /** Refines the schema of a custom resource. */
    static void refine(JSONSchemaProps resource) {
        declareName(resource);
        refineWithin(resource.getProperties().get("spec"));
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

    private static void refineWithin(JSONSchemaProps schema) {
        dropDoubledRules(schema);
        if (schema.getItems() != null) {
            refineWithin(schema.getItems().getSchema());
        }
        schema.getProperties().forEach((name, property) -> {
            refineWithin(property);
            if (LISTS_BY_NAME.contains(name) && property.getItems() != null) {
                keyBy(property, "name");
            } else if (LISTS_BY_NAME_AND_SOURCE.contains(name) && property.getItems() != null) {
                keyBy(property, "name", "source");
            } else if (SETS.contains(name)) {
                property.setXKubernetesListType("set");
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
