package dev.orderapp.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the Javadoc of the records into the schema, for {@code kubectl explain}. */
final class SchemaDescriptions {
    private final JavadocDescriptions docs;

    SchemaDescriptions(JavadocDescriptions docs) {
        this.docs = docs;
    }

    /** Describes a custom resource: itself, its spec and its status. */
    void describe(Class<?> resource, JSONSchemaProps schema) {
        schema.setDescription(docs.ofType(resource));
        Type[] specAndStatus = ((ParameterizedType) resource.getGenericSuperclass()).getActualTypeArguments();
        List<String> names = List.of("spec", "status");
        for (int i = 0; i < names.size(); i++) {
            Class<?> part = (Class<?>) specAndStatus[i];
            JSONSchemaProps property = schema.getProperties().get(names.get(i));
            property.setDescription(docs.ofType(part));
            describeRecord(part, property);
        }
    }

    private void describeRecord(Class<?> type, JSONSchemaProps schema) {
        for (RecordComponent component : type.getRecordComponents()) {
            JSONSchemaProps property = schema.getProperties().get(component.getName());
            Class<?> element = elementType(component);
            property.setDescription(docs.ofMember(type, component.getName()) + constants(element));
            if (element.isRecord()) {
                boolean list = List.class.equals(component.getType());
                describeRecord(element, list ? property.getItems().getSchema() : property);
            }
        }
    }

    private static Class<?> elementType(RecordComponent component) {
        if (List.class.equals(component.getType())) {
            return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        }
        return component.getType();
    }

    /** The schema has no place for what an enum's values mean: they follow the field's own sentence. */
    private String constants(Class<?> type) {
        if (!type.isEnum()) {
            return "";
        }
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> " " + constant + ": " + docs.ofMember(type, constant.toString()))
                .collect(Collectors.joining());
    }
}
