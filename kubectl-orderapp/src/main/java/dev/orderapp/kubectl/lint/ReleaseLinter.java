package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks one release as the API server would. */
public final class ReleaseLinter {
    private static final Map<String, String> PREFIXES = Map.of(
            "type", "Invalid value: ",
            "enum", "Unsupported value: ",
            "required", "Required value: ",
            "maxItems", "Too many: ",
            "maxProperties", "Too many: ",
            "maxLength", "Too long: ");

    private final JsonNode crd = CrdSchema.schema();
    private final Schema jsonSchema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(CrdSchema.asJsonSchema(crd));

    /**
     * What is wrong with a release; empty if the API server would take it. As there, violations of the schema come alone, as rules can't be checked then.
     */
    public List<Violation> violations(JsonNode release) {
        ObjectNode completed = release.deepCopy();
        Fractions.becomeText(completed);
        List<Violation> unknown = StructuralSchema.complete(completed, crd);
        List<Violation> structural = Stream.concat(
                        unknown.stream(),
                        jsonSchema.validate(completed).stream().map(ReleaseLinter::violation))
                .distinct()
                .toList();
        return structural.isEmpty() ? ValidationRules.broken(completed, crd) : structural;
    }

    private static Violation violation(Error error) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object name = error.getInstanceLocation().getElement(i);
            path.append(name instanceof Integer ? "[" + name + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        if (error.getKeyword().equals("required")) {
            path.append('.').append(error.getProperty());
        }
        if (error.getEvaluationPath().toString().contains("anyOf")) {
            // Each alternative gives an error of its own; to the user they are one.
            return new Violation(
                    path.toString(), "Invalid value: must be a whole number or a text, such as 2, \"0.5\" or 500m");
        }
        return new Violation(path.toString(), PREFIXES.getOrDefault(error.getKeyword(), "") + error.getMessage());
    }
}
