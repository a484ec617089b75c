package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the schema lets in, the records can hold. */
class SchemaBoundsTest {
    private final List<String> unbounded = new ArrayList<>();

    @Test
    void everyWholeNumberHasBoundsAndEveryQuantityItsNotation() throws IOException {
        JsonNode schema = Serialization.unmarshal(OrderAppReleaseCrd.yaml(), JsonNode.class)
                .at("/spec/versions/0/schema/openAPIV3Schema/properties");

        visit("spec", schema.path("spec"), false);
        visit("status", schema.path("status"), false);

        assertEquals(List.of(), unbounded);
    }

    /** Below a rule that judges quantities they need no notation of their own. */
    private void visit(String field, JsonNode schema, boolean judged) {
        boolean whole = schema.path("type").asText().equals("integer");
        boolean either = schema.path("x-kubernetes-int-or-string").asBoolean();
        boolean bounded = schema.has("minimum") && schema.has("maximum");
        if (whole && !bounded || either && !bounded && !schema.has("pattern") && !judged) {
            unbounded.add(field);
        }
        boolean rules = schema.path("x-kubernetes-validations").toString().contains("isQuantity");
        schema.path("properties")
                .properties()
                .forEach(p -> visit(field + "." + p.getKey(), p.getValue(), rules || judged));
        if (schema.has("items")) {
            visit(field + "[]", schema.path("items"), false);
        }
        if (schema.path("additionalProperties").isObject()) {
            visit(field + ".*", schema.path("additionalProperties"), judged);
        }
    }
}
