package dev.orderapp.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the generator gets wrong, or can't know, about the records' schema and that of the embedded Kubernetes types. */
final class SchemaRefinements {
    /**
     * Lists whose items are known by their name, as in a Pod: the API server refuses a name that is missing or doubled,
     * and server-side apply merges the items of several owners.
     */
    private static final Set<String> LISTS_BY_NAME =
            Set.of("containers", "env", "initContainers", "metrics", "volumes");

    /** Pods made from a template take nothing else of its metadata. */
    private static final Set<String> TEMPLATE_METADATA = Set.of("annotations", "labels");

    private SchemaRefinements() {}

    /** Refines the schema of a custom resource. */
    static void refine(JSONSchemaProps resource) {
        resource.setRequired(List.of("spec"));
        refineWithin(resource.getProperties().get("spec"));
    }

    private static void refineWithin(JSONSchemaProps schema) {
        dropDoubledRules(schema);
        if (schema.getItems() != null) {
            refineWithin(schema.getItems().getSchema());
        }
        schema.getProperties().forEach((name, property) -> {
            refineWithin(property);
            if (LISTS_BY_NAME.contains(name) && property.getItems() != null) {
                keyByName(property);
            }
            if (name.equals("podTemplate")) {
                refinePodTemplate(property);
            }
        });
    }

    /** A record hands an annotation to its field and to its accessor, and the generator reads both. */
    private static void dropDoubledRules(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    }

    private static void keyByName(JSONSchemaProps list) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of("name"));
        JSONSchemaProps item = list.getItems().getSchema();
        Set<String> required = new LinkedHashSet<>(item.getRequired());
        required.add("name");
        item.setRequired(new ArrayList<>(required));
    }

    private static void refinePodTemplate(JSONSchemaProps template) {
        template.getProperties().get("metadata").getProperties().keySet().retainAll(TEMPLATE_METADATA);
        template.getProperties().get("spec").getProperties().remove("ephemeralContainers");
    }
}
