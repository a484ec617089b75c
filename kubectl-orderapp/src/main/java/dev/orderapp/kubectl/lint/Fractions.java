package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Numbers with a fraction among the resources of page and API: {@code cpu: 0.5}. As the policy of the operator's chart does, which the API
 * server asks before it looks at the schema.
 */
final class Fractions {
    private static final List<String> COMPONENTS = List.of("backend", "frontend");
    private static final List<String> AMOUNTS = List.of("limits", "requests");

    private Fractions() {}

    /** Makes them texts, in place. */
    static void becomeText(JsonNode release) {
        for (String component : COMPONENTS) {
            for (String amounts : AMOUNTS) {
                if (release.at("/spec/" + component + "/resources/" + amounts) instanceof ObjectNode named) {
                    named.properties().stream()
                            .filter(amount -> amount.getValue().isFloatingPointNumber())
                            .toList()
                            .forEach(amount ->
                                    named.put(amount.getKey(), amount.getValue().asText()));
                }
            }
        }
    }
}
