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

/** Judges one release as the API server would. */
public final class Lint {
    private static final Map<String, String> FIRST_WORDS = Map.of(
            "type", "Invalid value: ",
            "enum", "Unsupported value: ",
            "required", "Required value: ",
            "maxItems", "Too many: ",
            "maxProperties", "Too many: ",
            "maxLength", "Too long: ");

    private final JsonNode crd = Crd.schema();
    private final Schema plain =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(Crd.plain(crd));

    /**
     * What is wrong with a release; empty if the API server would take it. As there, a wrong shape is told first, as rules can't be judged then.
     */
    public List<Violation> faults(JsonNode release) {
        ObjectNode completed = release.deepCopy();
        List<Violation> unknown = StructuralSchema.complete(completed, crd);
        List<Violation> shape = Stream.concat(
                        unknown.stream(), plain.validate(completed).stream().map(Lint::fault))
                .distinct()
                .toList();
        return shape.isEmpty() ? Rules.broken(completed, crd) : shape;
    }

    private static Violation fault(Error error) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object name = error.getInstanceLocation().getElement(i);
            path.append(name instanceof Integer ? "[" + name + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        if (error.getKeyword().equals("required")) {
            path.append('.').append(error.getProperty());
        }
        if (error.getEvaluationPath().toString().contains("anyOf")) {
            // Each alternative has an error of its own, which are one to the user.
            return new Violation(
                    path.toString(), "Invalid value: must be a whole number or a text, such as 2, \"0.5\" or 500m");
        }
        return new Violation(path.toString(), FIRST_WORDS.getOrDefault(error.getKeyword(), "") + error.getMessage());
    }
}
